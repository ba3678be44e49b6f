# Completion of psoas-cds for bash, from what `psoas-cds --help` says: it knows the options of the version installed.
_psoas_cds() {
    local program=$1 word=$2 before=$3 command=${COMP_WORDS[1]:-} words line
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        words=$("$program" --help 2>/dev/null |
            awk '/^Subcommands:/ { inside = 1; next } !/^ / { inside = 0 } inside && /^  [a-z]/ { print $1 } /^  -/ { sub(/.*--/, "--"); print $1 }')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
        return
    fi
    if [[ $word == -* ]]; then
        words=$("$program" "$command" --help 2>/dev/null | grep -oE '^  (-h,)?--[a-z0-9_.-]+' | grep -oE -- '--.*')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
        return
    fi
    # What the option before takes: one of several words, a folder, a file or something that only the user knows.
    line=$("$program" "$command" --help 2>/dev/null | grep -E -- "^  $before( |$)")
    case $line in
    *' FOLDER'*) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    *"$before {"*)
        words=${line#*\{} words=${words%%\}*}
        mapfile -t COMPREPLY < <(compgen -W "${words//,/ }" -- "$word") ;;
    *"$before "[a-z]*'|'*)
        words=${line#*"$before "} words=${words%% *}
        mapfile -t COMPREPLY < <(compgen -W "${words//|/ }" -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    esac
}
complete -o filenames -F _psoas_cds psoas-cds
