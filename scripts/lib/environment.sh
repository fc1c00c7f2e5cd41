# Sourced by the scripts: makes .venv with the locked dependencies, once for each state of the lock.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export PIP_DISABLE_PIP_VERSION_CHECK=1

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "PaperLattice needs Python 3.11 or later: install it, or name it in PYTHON" >&2
    return 1
}

prepare_environment() {
    local state
    state=$(cat requirements.lock pyproject.toml | cksum)
    if [ -x .venv/bin/paperlattice ] && [ "$(cat .venv/state 2>/dev/null)" = "$state" ]; then
        return
    fi
    local python
    python=$(find_python)
    echo "setting up .venv (once)" >&2
    rm -rf .venv
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
    echo "$state" >.venv/state
}

prepare_environment
