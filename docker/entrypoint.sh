#!/bin/sh
# What the container does:
#   server [option ...]   serve the database (after init has made it)
#   init                  make the database, or update the addons that changed
#   anything else         ./bakery: backup, restore, shell, psql, update, ...
set -eu
cd "$(dirname "$0")/.."

# Compose hands a password over as a file; libpq and Odoo want it in a variable.
if [ -n "${PGPASSWORD_FILE:-}" ]; then
    PGPASSWORD=$(cat "$PGPASSWORD_FILE")
    export PGPASSWORD
fi
export BAKERY_DB="${BAKERY_DB:-bakery}"

case "${1:-server}" in
server)
    [ "$#" -eq 0 ] || shift
    export PGDATABASE="$BAKERY_DB" ODOO_DBFILTER="^$BAKERY_DB\$"
    exec "$BAKERY_HOME/env/bin/python" config/odoo-server --config "$ODOO_RC" "$@"
    ;;
init)
    exec python3 docker/prepare.py database
    ;;
*)
    exec python3 bakery "$@"
    ;;
esac
