#!/bin/sh
# install.sh [DESTDIR]: puts the release build where the units expect it. Run it as root, from the project's
# folder, after `cargo build --release`. With DESTDIR everything goes below it, and nothing is started.
set -eu
dest=${1:-}
target=${CARGO_TARGET_DIR:-target}
[ -x "$target/release/ferrovirtd" ] && [ -x "$target/release/ferrovirt" ] || { echo "build first: cargo build --release" >&2; exit 1; }

for program in ferrovirtd ferrovirt; do
    install -D -m 0755 "$target/release/$program" "$dest/usr/local/bin/$program"
done
for unit in ferrovirtd.service ferrovirtd.socket ferrovirtd-ro.socket; do
    install -D -m 0644 "packaging/systemd/$unit" "$dest/etc/systemd/system/$unit"
done
install -D -m 0644 packaging/sysusers.d/ferrovirt.conf "$dest/usr/lib/sysusers.d/ferrovirt.conf"
# Somebody's settings stay as they are.
[ -e "$dest/etc/ferrovirt/policy.toml" ] ||
    install -D -m 0644 packaging/policy.toml "$dest/etc/ferrovirt/policy.toml"
[ -e "$dest/etc/ferrovirt/ferrovirtd.toml" ] ||
    install -D -m 0644 packaging/ferrovirtd.toml "$dest/etc/ferrovirt/ferrovirtd.toml"

if [ -z "$dest" ]; then
    systemd-sysusers ferrovirt.conf
    systemctl daemon-reload
    echo "now: systemctl enable --now ferrovirtd.socket ferrovirtd-ro.socket ferrovirtd.service"
fi
