#!/usr/bin/env bash
# Schemathesis asks the real server whatever its OpenAPI document permits and much that it does not, and holds the answers
# against the document. Arguments: the schemathesis command. Needs target/debug/tongtai.
set -eu
cd "$(dirname "$0")/../.."
schemathesis=$1
tongtai=$PWD/target/debug/tongtai
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server"; wait "$server" 2>/dev/null || true; }; rm -rf "$folder"' EXIT

cd "$folder"
"$tongtai" compare womens-tumour --entrant baseline/floor --cases 30 >/dev/null 2>&1
"$tongtai" token create --holder nobody --vendor baseline >/dev/null
# The token that the requests carry has a number that none of them hits upon, or one would revoke it half-way.
python3 - registry.db <<'END'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as db:
    db.execute("""INSERT INTO token (id, hash, label, holder, actions, expires_at, actor, at)
        SELECT 900000000000, randomblob(32), label, holder, '["operate"]', at, actor, at FROM token WHERE id = 1""")
END
token=$("$tongtai" token create --holder schemathesis)

"$tongtai" serve --port 0 --rate 0 >address 2>log &
server=$!
for _ in $(seq 100); do [ -s address ] && break; sleep 0.1; done
address=$(head -1 address)

status=0
"$schemathesis" run "${address}api/v1/openapi.json" --header "Authorization: Bearer $token" --checks all \
    --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-25}" --seed 20261126 --generation-deterministic \
    --continue-on-failure --request-timeout 30 --workers 2 --no-color || status=$?

# With a token that was revoked on the way, little was tried.
code=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "${address}api/v1/whoami")
[ "$code" = 200 ] || { echo "The token was revoked on the way."; status=1; }
if grep -q panicked log; then
    grep -A3 panicked log
    status=1
fi
exit "$status"
