#!/bin/bash
# Make a clean Debian 13 a running server of ikp. May be run again at any time: what is done already is left as it is.
#
#   deploy/install.sh --domain ikp.example.go.id --wheels FOLDER [--archive FOLDER] [--dry-run]
#
#   --domain NAME    public name of the platform
#   --wheels FOLDER  what deploy/wheels made: nothing but Debian's own packages is fetched
#   --archive FOLDER where PostgreSQL copies its log, best on another disk: the way back to any second
#   --dry-run        say what would be done, and do nothing
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"

domain='' wheels='' archive=''
while [ $# -gt 0 ]; do
    case $1 in
        --domain) domain=${2:?"--domain needs a name"}; shift 2 ;;
        --wheels) wheels=${2:?"--wheels needs a folder"}; shift 2 ;;
        --archive) archive=${2:?"--archive needs a folder"}; shift 2 ;;
        --dry-run) DRY=1; shift ;;
        --help | -h) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) die "$1 is no option. See $0 --help." ;;
    esac
done
[ -n "$domain" ] || die "name the public address: --domain ikp.example.go.id"
[[ $domain =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || die "$domain is no host name. Write it in small letters, without https://."
[ -n "$wheels" ] || die "name the folder of wheels: --wheels FOLDER (made by deploy/wheels)."
wheels=$(cd "$wheels" 2>/dev/null && pwd) || die "that folder of wheels is not there."
[ -f "$wheels/requirements.txt" ] || die "$wheels holds no requirements.txt. Make it with deploy/wheels."
[ -z "$archive" ] || [[ $archive =~ ^/[A-Za-z0-9/_.-]+$ ]] || die "--archive: write a full path of letters, digits, - and _."

step "This machine"
[ "$(id -u)" = 0 ] || [ -n "$DRY" ] || die "run this as root: sudo $0 …"
# shellcheck source=/dev/null
. /etc/os-release
[ "${ID:-}-${VERSION_ID:-}" = debian-13 ] || warn "this is ${PRETTY_NAME:-no Debian}; the steps were tried on Debian 13."
memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
free=$(df --output=avail -BG /var | tail -1 | tr -dc 0-9)
note "${PRETTY_NAME:-unknown}, $(nproc) cores, $memory MB of memory, $free GB free in /var"
[ "$memory" -ge 3500 ] || warn "less than 4 GB of memory: enough to try it, not for a province."
[ "$free" -ge 20 ] || warn "less than 20 GB free: evidence and backups need room."

step "Packages of Debian"
packages=(python3 python3-venv nginx-light postgresql postgresql-client chrony openssl ca-certificates logrotate)
missing=()
for each in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$each" 2>/dev/null | grep -q 'ok installed' || missing+=("$each")
done
if [ ${#missing[@]} -gt 0 ]; then
    note "missing: ${missing[*]}"
    quietly() { "$@" >/dev/null; }
    run "The list of packages could not be fetched. Does this machine reach its Debian mirror (/etc/apt)?" quietly apt-get update -qq
    run "Debian's packages could not be installed; the reason stands above. Mend it (apt-get -f install) and run this again." \
        quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

step "User and folders"
if ! id ikp >/dev/null 2>&1; then
    run "The user ikp cannot be made." useradd --system --user-group --home-dir /var/lib/ikp --no-create-home --shell /usr/sbin/nologin ikp
fi
folders=("0755 root /opt/ikp" "0755 root /opt/ikp/releases" "0750 ikp /var/lib/ikp" "0700 ikp /var/backups/ikp"
    "0750 root /etc/ikp" "0750 root /etc/ikp/tls" "0755 root /var/lib/ikp-acme")
for each in "${folders[@]}"; do
    read -r mode owner folder <<<"$each"
    group=$([ "$folder" = /etc/ikp ] && echo ikp || echo "$owner")
    run "$folder cannot be made." install -d -m "$mode" -o "$owner" -g "$group" "$folder"
done

step "The platform, from $wheels"
install_release "$wheels"
[ -e /opt/ikp/current ] || use_release "$RELEASE"
if [ -e /opt/ikp/current ] && [ "$(readlink /opt/ikp/current)" != "$RELEASE" ]; then
    warn "$(readlink /opt/ikp/current) stays in use; deploy/upgrade.sh --wheels $wheels changes to the other release."
fi

step "PostgreSQL"
if [ -n "$DRY" ] && ! command -v pg_lsclusters >/dev/null; then
    note "would make the cluster, the user ikp and the database ikp"
    version=0 cluster=main
else
    read -r version cluster _ status _ < <(pg_lsclusters --no-header) || die "Debian made no cluster of PostgreSQL (pg_lsclusters is empty): pg_createcluster VERSION main"
    configuration=/etc/postgresql/$version/$cluster/conf.d
    sed -e "s/SHARED_BUFFERS/$((memory / 4))MB/" -e "s/EFFECTIVE_CACHE/$((memory / 2))MB/" "$here/postgresql/ikp.conf" |
        put 0644 root:root "$configuration/ikp.conf"
    if [ -n "$archive" ]; then
        run "$archive cannot be made." install -d -m 0700 -o postgres -g postgres "$archive" "$archive/wal"
        sed "s|ARCHIVE_FOLDER|$archive|" "$here/postgresql/archiving.conf" | put 0644 root:root "$configuration/ikp-archiving.conf"
        put 0644 root:root /etc/cron.d/ikp-base-backup <<CRON
# The start of a way back to any second, each Saturday night; segments that only older ones needed are removed.
30 1 * * 6 postgres /opt/ikp/share/postgresql/base-backup $archive
CRON
    fi
    put_units "$here"
    if [ "$status" = online ]; then
        run "PostgreSQL does not start with its new settings: see /var/log/postgresql." pg_ctlcluster "$version" "$cluster" restart
    else
        run "PostgreSQL does not start: see /var/log/postgresql." pg_ctlcluster "$version" "$cluster" start
    fi
    if [ -z "$DRY" ]; then
        asked() { runuser -u postgres -- psql -Atqc "$1"; }
        [ "$(asked "SELECT 1 FROM pg_roles WHERE rolname = 'ikp'")" = 1 ] ||
            run "The user ikp of PostgreSQL cannot be made." runuser -u postgres -- createuser ikp
        [ "$(asked "SELECT 1 FROM pg_database WHERE datname = 'ikp'")" = 1 ] ||
            run "The database ikp cannot be made." runuser -u postgres -- createdb --owner ikp --encoding UTF8 --template template0 --locale C.UTF-8 ikp
    fi
fi

step "Settings: /etc/ikp/ikp.env"
if [ -f /etc/ikp/ikp.env ]; then note "is there already, and stays as it is"; else
    sed "s/IKP_DOMAIN/$domain/" "$here/ikp.env" | put 0640 root:ikp /etc/ikp/ikp.env
fi

step "Certificate: /etc/ikp/tls"
if [ -f /etc/ikp/tls/fullchain.pem ]; then note "is there already, and stays as it is"; else
    run "openssl could not make a certificate." openssl req -x509 -newkey rsa:3072 -sha256 -days 90 -nodes -subj "/CN=$domain" \
        -addext "subjectAltName=DNS:$domain" -keyout /etc/ikp/tls/privkey.pem -out /etc/ikp/tls/fullchain.pem -quiet
    run "The key cannot be closed to others." chmod 0600 /etc/ikp/tls/privkey.pem
    warn "made by this machine for 90 days: browsers warn of it. Put a real one in its place, then: systemctl reload nginx"
fi

step "nginx, the journal, rotation of logs"
sed "s/IKP_DOMAIN/$domain/g" "$here/nginx/ikp.conf" | put 0644 root:root /etc/nginx/conf.d/ikp.conf
run "/opt/ikp cannot be written." install -d -m 0755 /opt/ikp/share/nginx
put 0644 root:root /opt/ikp/share/nginx/away.html <"$here/nginx/away.html"
run "nginx's default page cannot be removed." rm -f /etc/nginx/sites-enabled/default
run "nginx does not take its configuration; the line stands above." nginx -t -q
put 0644 root:root /etc/logrotate.d/ikp-nginx <"$here/logs/logrotate-nginx-ikp"
run "/etc/systemd cannot be written." install -d /etc/systemd/journald.conf.d
put 0644 root:root /etc/systemd/journald.conf.d/ikp.conf <"$here/logs/journald-ikp.conf"

step "Services"
put_units "$here"
if ! booted; then
    note "systemd does not run this machine: the units are in place, nothing is started."
    exit 0
fi
run "The services cannot be switched on." systemctl enable --quiet --now chrony nginx ikp.target
for each in backup integrity hourly daily; do
    run "ikp-$each.timer cannot be started." systemctl enable --quiet --now "ikp-$each.timer"
done
run "nginx cannot be reloaded." systemctl reload nginx
run "The journal cannot be restarted." systemctl restart systemd-journald
[ -n "$DRY" ] || answers 600 || die "the platform is not ready after ten minutes. See: journalctl -u 'ikp-*' -n 50; ikp-web doctor"

step "A look over everything"
[ -n "$DRY" ] || /usr/local/bin/ikp-web doctor || warn "something needs mending; each line says how."
step "Done: https://$domain/ is served. Next: ikp-web invite --help makes the first administrator."
