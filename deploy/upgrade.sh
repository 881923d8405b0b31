#!/bin/bash
# Change a running server of ikp to another release: backup, migrate, restart; back again when it does not answer.
#
#   deploy/upgrade.sh --wheels FOLDER [--dry-run]
#
#   --wheels FOLDER  what deploy/wheels made of the new release
#   --dry-run        say what would be done, and do nothing
#
# Pages answer until the new release is installed beside the old one; then they are away while the database is copied
# and migrated. The backup is what a way back is made of: a release that does not answer is taken back with it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"

wheels=''
while [ $# -gt 0 ]; do
    case $1 in
        --wheels) wheels=${2:?"--wheels needs a folder"}; shift 2 ;;
        --dry-run) DRY=1; shift ;;
        --help | -h) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) die "$1 is no option. See $0 --help." ;;
    esac
done
[ -n "$wheels" ] || die "name the folder of wheels: --wheels FOLDER (made by deploy/wheels)."
wheels=$(cd "$wheels" 2>/dev/null && pwd) || die "that folder of wheels is not there."
[ "$(id -u)" = 0 ] || [ -n "$DRY" ] || die "run this as root: sudo $0 …"
before=$(readlink /opt/ikp/current) || die "ikp is not installed here. Begin with deploy/install.sh."

stop() { if booted; then run "The platform does not stop: systemctl status 'ikp-*'" systemctl stop ikp.target ikp-prepare.service; fi; }
start() { if booted; then systemctl start ikp.target; fi; }

# back SENTENCE: the old release with the database as it was; evidence that came since stays where it is.
back() {
    warn "$1"
    warn "taken back to $before"
    stop
    use_release "$before"
    if [ -d "$kept/systemd" ]; then put_units "$kept"; fi
    # The dump is read into a database of its own first: until it stands whole, nothing is thrown away.
    runuser -u postgres -- dropdb --if-exists ikp_back
    if ! { runuser -u postgres -- createdb --owner ikp --encoding UTF8 --template template0 --locale C.UTF-8 ikp_back &&
        runuser -u ikp -- pg_restore --no-owner --exit-on-error --dbname ikp_back "$backup/database.dump"; }; then
        die "the database of $backup could not be read. Nothing was thrown away; see docs/how-to/back-up-and-restore.md."
    fi
    failed=ikp_failed_$(date -u +%Y%m%d%H%M%S)
    runuser -u postgres -- psql -q -c "ALTER DATABASE ikp RENAME TO $failed" -c "ALTER DATABASE ikp_back RENAME TO ikp" ||
        die "the databases could not be renamed: is somebody still connected? ikp_back holds the state before the upgrade."
    note "what the upgrade left is kept in the database $failed; drop it when nobody needs it"
    start
    if booted && ! answers 300; then die "the old release does not answer either: journalctl -u 'ikp-*' -n 50"; fi
    die "not upgraded: the platform runs on $before again."
}

step "The new release, beside the old one"
install_release "$wheels"
if [ "$before" = "$RELEASE" ]; then note "$RELEASE is in use already"; exit 0; fi

step "A backup of the platform at rest"
stop
backup=''
if [ -z "$DRY" ]; then
    kept=$(mktemp -d)
    mkdir -p "$kept/systemd" "$kept/postgresql"
    cp -r /etc/systemd/system/ikp* "$kept/systemd/"
    cp /opt/ikp/share/postgresql/* "$kept/postgresql/"
    cp /usr/local/bin/ikp-web "$kept/ikp-web"
fi
if [ -n "$DRY" ]; then note "would run: ikp-web backup /var/backups/ikp"; else
    if ! /usr/local/bin/ikp-web backup /var/backups/ikp; then
        start
        die "no backup, no upgrade: the reason stands above. The platform runs on as it was."
    fi
    backup=$(find /var/backups/ikp -maxdepth 1 -name 'ikp-*' | sort | tail -1)
    note "$backup"
fi

step "The new release"
use_release "$RELEASE"
put_units "$here"
if [ -z "$DRY" ]; then /usr/local/bin/ikp-web prepare || back "the database could not be brought up to date."; fi

step "Start, and a look whether it answers"
if booted && [ -z "$DRY" ]; then
    start || back "the services do not start."
    answers 300 || back "the new release is not ready after five minutes."
    /usr/local/bin/ikp-web doctor || warn "something needs mending; each line says how."
fi
step "Done: $RELEASE"
note "$before stays for a way back; remove it when nobody needs it."
