# shellcheck shell=bash disable=SC2034,SC2154
# Functions of the benchmarks, to be sourced by scripts that set `built`: starting the service and loading it with wrk.

work=$(mktemp -d)
declare -A process
trap 'kill "${process[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
service_port=${PORT:-18070}

start_service() { # NAME PORT [OPTION ...]: until it listens
    local name=$1 port=$2
    shift 2
    "$built/hooks/psoas-cds" serve --as-of 2026-11-21 --database "$work/$name.sqlite" --port "$port" "$@" >"$work/$name.log" 2>&1 &
    process[$name]=$!
    until grep -q discovery "$work/$name.log"; do
        kill -0 "${process[$name]}" || { cat "$work/$name.log" >&2; exit 1; }
        sleep 0.05
    done
}

stop() { # NAME
    kill "${process[$1]}"
    wait "${process[$1]}" 2>/dev/null || true
    unset "process[$1]"
}

url_of_service() { # PORT [SCHEME]
    echo "${2:-http}://127.0.0.1:$1/cds-services/psoas-order-select"
}

body_of() { # BYTES [of-brain]: the file of a request
    local file="$work/$1${2:+ $2}"
    [[ -f $file ]] || "$built/tests/psoas_chart_request" "$@" >"$file"
    echo "$file"
}

cpu_of() { # NAME: seconds, user and system
    awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hertz }' "/proc/${process[$1]}/stat"
}

memory_of() { # NAME WHAT: MiB of VmRSS or VmHWM
    awk -v what="$2:" '$1 == what { printf "%.1f", $2 / 1024 }' "/proc/${process[$1]}/status"
}

load() { # NAME URL BODY CONNECTIONS SECONDS: prints "requests/s median p99 CPU", the last three in µs a request
    local before after figures
    before=$(cpu_of "$1")
    figures=$(BODY=$3 wrk --threads 1 --timeout 10s --connections "$4" --duration "${5}s" --script tests/bench/post.lua "$2" | tail -n 1)
    after=$(cpu_of "$1")
    awk -v before="$before" -v after="$after" \
        '$4 > 0 { print "failed requests: " $4 > "/dev/stderr"; exit 1 } { printf "%s %s %s %.1f\n", $1, $2, $3, (after - before) * 1e6 / $5 }' \
        <<<"$figures"
}

median() { # COLUMN of standard input
    awk -v column="$1" '{ print $column }' | sort -g | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

machine() {
    echo "$(nproc) cores, $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)"
}
