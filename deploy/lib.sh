# What install.sh and upgrade.sh share; read with `.`, not run.
# shellcheck shell=bash

DRY=${DRY:-}
BEGAN=$SECONDS

step() { printf '\n→ [%3d s] %s\n' $((SECONDS - BEGAN)) "$*"; }
note() { printf '  %s\n' "$*"; }
warn() { printf '  ! %s\n' "$*" >&2; }
die() { printf '\n%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# run SENTENCE COMMAND…: do it, or only say it; where it fails, the sentence says what to do.
run() {
    local sentence=$1
    shift
    if [ -n "$DRY" ]; then printf '  would run:'; printf ' %q' "$@"; printf '\n'; return; fi
    "$@" || die "$sentence"
}

# put MODE OWNER:GROUP TARGET <content: write a file if it holds something else; says which.
put() {
    local mode=$1 owner=$2 target=$3
    if [ -n "$DRY" ]; then cat >/dev/null; note "would write $target ($mode $owner)"; return; fi
    cat >"$target.new" || die "$target cannot be written. Is the disk full, or mounted for reading only?"
    if cmp -s "$target.new" "$target"; then rm "$target.new"; return; fi
    if ! { chmod "$mode" "$target.new" && chown "$owner" "$target.new" && mv "$target.new" "$target"; }; then
        die "$target cannot be put in its place."
    fi
    note "wrote $target"
}

# Systemd runs this machine; in a root without it everything but starting is done.
booted() { [ -d /run/systemd/system ]; }

# The address at which the platform itself answers, from the unit that starts it.
own_address() {
    local unit=/etc/systemd/system/ikp-web.service host port
    host=$(sed -n 's/^ExecStart=.*--host \([^ ]*\).*/\1/p' "$unit") port=$(sed -n 's/^ExecStart=.*--port \([0-9]*\).*/\1/p' "$unit")
    echo "http://${host:-127.0.0.1}:${port:-8000}"
}

# answers SECONDS: wait until the platform says that it is ready.
answers() {
    local until=$((SECONDS + $1)) address
    address=$(own_address)/readyz
    while [ $SECONDS -lt $until ]; do
        if python3 - "$address" <<'PY'
import sys, urllib.request
try:
    urllib.request.urlopen(sys.argv[1], timeout=5)
except OSError:
    sys.exit(1)
PY
        then return 0; fi
        sleep 1
    done
    return 1
}

# install_release WHEELS: a new environment beside those that are there; prints its folder as the last line.
install_release() {
    local wheels=$1 version folder
    version=$(sed -n 's/^ikp-web==\([^ ]*\).*/\1/p' "$wheels/requirements.txt")
    [ -n "$version" ] || die "$wheels/requirements.txt names no ikp-web. Take the whole folder that deploy/wheels made."
    RELEASE=/opt/ikp/releases/$version-$(sha256sum "$wheels/requirements.txt" | cut -c1-8)
    if [ -f "$RELEASE/.whole" ]; then note "$RELEASE is there already"; return; fi
    run "The wheels in $wheels are damaged: copy the folder again." sh -c "cd '$wheels' && sha256sum --quiet --check SHA256SUMS"
    run "$RELEASE cannot be emptied." rm -rf "$RELEASE"
    run "Python cannot make an environment. Is python3-venv installed?" python3 -m venv "$RELEASE"
    run "The packages could not be installed; the reason stands above. The wheels must be made for this machine's Python ($(python3 -V))." \
        "$RELEASE/bin/python" -m pip --isolated --disable-pip-version-check install --quiet --no-index --find-links "$wheels" \
        --no-deps --require-hashes --requirement "$wheels/requirements.txt"
    run "$RELEASE: the new platform does not start." "$RELEASE/bin/python" -c 'import ikpweb, ikp'
    run "$RELEASE cannot be marked as whole." touch "$RELEASE/.whole"
}

# use_release FOLDER: switch to it in one step; who runs on keeps what it has loaded.
use_release() {
    run "/opt/ikp/current cannot be switched." ln -sfn "$1" /opt/ikp/current.new
    run "/opt/ikp/current cannot be switched." mv -T /opt/ikp/current.new /opt/ikp/current
}

# put_units: units, drop-ins and scripts of this release in their places.
put_units() {
    local here=$1 file folder
    for file in "$here"/systemd/*.service "$here"/systemd/*.timer "$here"/systemd/*.target; do
        put 0644 root:root "/etc/systemd/system/${file##*/}" <"$file"
    done
    for folder in "$here"/systemd/*.d; do
        run "/etc/systemd/system cannot be written." install -d -m 0755 "/etc/systemd/system/${folder##*/}"
        for file in "$folder"/*.conf; do
            put 0644 root:root "/etc/systemd/system/${folder##*/}/${file##*/}" <"$file"
        done
    done
    run "/opt/ikp cannot be written." install -d -m 0755 /opt/ikp/share /opt/ikp/share/postgresql
    for file in archive-segment base-backup restore-to; do
        put 0755 root:root "/opt/ikp/share/postgresql/$file" <"$here/postgresql/$file"
    done
    put 0755 root:root /usr/local/bin/ikp-web <"$here/ikp-web"
    if booted; then run "systemd does not take the units; see above." systemctl daemon-reload; fi
}
