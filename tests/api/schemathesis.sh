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

# Compiled code that the Rust tests kept saves a minute.
[ -d target/tmp/compiled ] && cp -r target/tmp/compiled "$folder/registry.db-compiled" && chmod 700 "$folder/registry.db-compiled"
cd "$folder"
"$tongtai" compare womens-tumour --entrant baseline/floor --cases 30 >/dev/null 2>&1
"$tongtai" token create --holder nobody --vendor baseline >/dev/null 2>&1
# Tokens that are made from here on have numbers that no request hits upon.
python3 - registry.db <<'END'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as db:
    db.execute("""INSERT INTO token (id, hash, label, holder, actions, expires_at, actor, at)
        SELECT 900000000000, randomblob(32), label, holder, '["operate"]', at, actor, at FROM token WHERE id = 1""")
END
one=$("$tongtai" token create --holder schemathesis 2>/dev/null)
another=$("$tongtai" token create --holder schemathesis 2>/dev/null)

"$tongtai" serve --port 0 --rate 0 >address 2>log &
server=$!
for _ in $(seq 100); do [ -s address ] && break; sleep 0.1; done
address=$(head -1 address)

status=0
ask() {
    local token=$1
    shift
    "$schemathesis" run "${address}api/v1/openapi.json" --header "Authorization: Bearer $token" --checks all \
        --max-examples "${EXAMPLES:-60}" --generation-deterministic --continue-on-failure --request-timeout 30 --workers 1 \
        --no-color "$@" || status=$?
    # With a token that was revoked on the way, little was tried.
    local code
    code=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "${address}api/v1/whoami")
    [ "$code" = 200 ] || { echo "The token was revoked on the way."; status=1; }
}

# Schemathesis asks again with what it was answered, and would revoke its own token: that one operation it tries by itself,
# with a number that it does not hit upon.
ask "$one" --exclude-operation-id revoke-token
ask "$another" --include-operation-id revoke-token --phases examples,coverage,fuzzing

if grep -q panicked log; then
    grep -A3 panicked log
    status=1
fi
exit "$status"
