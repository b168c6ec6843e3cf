# Completion of presub for bash. The program itself says what there is: commands and options are
# those of its help, the values of an option those that its help has between |, properties those of
# a small check, and servers that can be started those that it expects where none is named.

# The commands.
_presub_commands() {
    local line
    while IFS= read -r line; do
        [[ $line =~ ^'  '([a-z]+)' ' ]] && echo "${BASH_REMATCH[1]}"
    done < <("$1" help 2>/dev/null)
}

# The profiles that can be named.
_presub_profiles() {
    "$1" profile list 2>/dev/null | while read -r name _; do echo "$name"; done
}

# The built-in properties.
_presub_properties() {
    local line
    while IFS= read -r line; do
        [[ $line =~ ^'  '([a-z-]+)' '+(holds|violated|undecided) ]] && echo "${BASH_REMATCH[1]}"
    done < <("$1" check rfc6121 --in-flight 1 --availability 2>/dev/null)
}

# The servers that can be started.
_presub_servers() {
    local said
    said=$("$1" live table rfc6121 --start '?' 2>&1)
    [[ $said =~ \(([^\)]*)\) ]] && tr -d ' ' <<<"${BASH_REMATCH[1]}" | tr ',' '\n'
}

# The options of a profile, on and off.
_presub_settings() {
    local line inside= profile=${2-}
    [[ -n $profile ]] || return
    while IFS= read -r line; do
        [[ $line == Options: ]] && inside=yes && continue
        [[ -n $line ]] || inside=
        [[ -n $inside && $line =~ ^'  '([^ ]+)' ' ]] && printf '%s=%s\n' "${BASH_REMATCH[1]}" on "${BASH_REMATCH[1]}" off
    done < <("$1" profile show "$profile" 2>/dev/null)
}

# Offers those of the words (the lines of $2) that begin with $1.
_presub_offer() {
    local IFS=$'\n'
    mapfile -t COMPREPLY < <(compgen -W "$2" -- "$1")
}

# Offers what goes on with the last of several words with commas between them.
_presub_offer_list() {
    local done=
    [[ $1 == *,* ]] && done=${1%,*},
    _presub_offer "${1##*,}" "$2"
    COMPREPLY=(${COMPREPLY[@]+"${COMPREPLY[@]/#/$done}"})
    compopt -o nospace 2>/dev/null
}

# Offers what may be given to --set: the options of the profiles, and where sides can be named those,
# with a dot. After a side and its dot it is the options of that side's profile.
_presub_offer_settings() {
    local word=$1 kind=$2 presub=$3 names=$4 side= sides= profile profiles=("${@:5}")
    local first=${names%%,*} second=${names#*,}
    if [[ $kind == '[SIDE.]'* ]]; then
        case $word in
        "$first".*) side=$first. && ((${#profiles[@]} != 2)) || profiles=("${profiles[0]}") ;;
        "$second".*) side=$second. && ((${#profiles[@]} != 2)) || profiles=("${profiles[1]}") ;;
        *) sides=$first.$'\n'$second. ;;
        esac
    fi
    _presub_offer "$word" "$sides"$'\n'"$(for profile in "${profiles[@]}"; do
        _presub_settings "$presub" "$profile" | while read -r setting; do echo "$side$setting"; done
    done | sort -u)"
    [[ ${COMPREPLY[0]-} != *. ]] || compopt -o nospace 2>/dev/null || :
}

_presub_offer_files() {
    mapfile -t COMPREPLY < <(compgen -f -- "$1")
    compopt -o filenames 2>/dev/null
}

# Offers values of an option that takes what its help calls $2.
_presub_offer_values() {
    local word=$1 kind=$2 option=$3 presub=$4 names=$5 profiles=("${@:6}")
    case $option:$kind in
    --actions:*) _presub_offer_list "$word" $'subscribe\nunsubscribe\nsubscribed\nunsubscribed\nremove\nadd\nlogin\nlogout' ;;
    --only:*) _presub_offer_list "$word" "$(_presub_properties "$presub")" ;;
    --highlight:* | --chart:*) _presub_offer "$word" "$(_presub_properties "$presub")" ;;
    --start:*) _presub_offer_list "$word" "$(_presub_servers "$presub")" ;;
    *OPTION=*) _presub_offer_settings "$word" "$kind" "$presub" "$names" "${profiles[@]}" ;;
    *'|'*) _presub_offer "$word" "$(tr '|' '\n' <<<"$kind" | grep -v '[A-Z]')" ;;
    *:FILE | *:TRACE) _presub_offer_files "$word" ;;
    *:DIR | *:FOLDER) mapfile -t COMPREPLY < <(compgen -d -- "$word") && compopt -o filenames 2>/dev/null ;;
    esac
}

_presub() {
    local presub=$1 command=${COMP_WORDS[1]-} word=${COMP_WORDS[COMP_CWORD]}
    local line i last= options= arguments=() names=romeo,juliet skipped=0
    local -A kinds=() # of the options that take a value
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _presub_offer "$word" "$(_presub_commands "$presub")"$'\n--help\n--version'
        return
    fi
    while IFS= read -r line; do
        [[ $line =~ ^'  '(-(.)', ')?(--[a-z-]+)(=([^ ]+))? ]] || continue
        options+=${BASH_REMATCH[3]}$'\n'
        [[ -n ${BASH_REMATCH[1]} ]] && options+=-${BASH_REMATCH[2]}$'\n'
        [[ -n ${BASH_REMATCH[4]} ]] || continue
        kinds[${BASH_REMATCH[3]}]=${BASH_REMATCH[5]}
        [[ -n ${BASH_REMATCH[1]} ]] && kinds[-${BASH_REMATCH[2]}]=${BASH_REMATCH[5]}
    done < <("$presub" help "$command" 2>/dev/null)

    # What stands before the word: an option that wants a value, and the arguments. Bash may cut
    # --option=value, and OPTION=on, into three words.
    for ((i = 2; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i]} == = ]]; then
            continue
        elif [[ -n $last ]]; then
            [[ $last == --names ]] && names=${COMP_WORDS[i]}
            [[ ${COMP_WORDS[i + 1]-} == = ]] || last=
        elif [[ ${COMP_WORDS[i]} == -* && -n ${kinds[${COMP_WORDS[i]}]-} ]]; then
            last=${COMP_WORDS[i]}
        elif [[ ${COMP_WORDS[i]} != -* ]]; then
            arguments+=("${COMP_WORDS[i]}")
        fi
    done
    if [[ $last == --set && ${COMP_WORDS[COMP_CWORD - 1]} == = && ${COMP_WORDS[COMP_CWORD - 2]} != --set ]]; then
        _presub_offer "$word" $'on\noff'
        return
    fi
    [[ $word == = ]] && word=
    if [[ -n $last ]]; then
        [[ $command == diff ]] && names=first,second
        [[ $command == explain || $command == export || $command == profile ]] && skipped=1
        _presub_offer_values "$word" "${kinds[$last]}" "$last" "$presub" "$names" "${arguments[@]:skipped}"
        return
    elif [[ $word == -* ]]; then
        _presub_offer "$word" "$options"
        return
    fi
    case $command:${arguments[0]-} in
    help:*) _presub_offer "$word" "$(_presub_commands "$presub")" ;;
    profile:) _presub_offer "$word" $'list\nshow\nverify' ;;
    profile:list) ;;
    profile:verify)
        _presub_offer_files "$word"
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$(_presub_profiles "$presub")" -- "$word")
        ;;
    live:) _presub_offer "$word" $'table\nreplay' ;;
    export:) _presub_offer "$word" $'promela\ntla\naut' ;;
    replay: | chart: | explain: | live:replay) _presub_offer_files "$word" ;;
    *)
        _presub_offer "$word" "$(_presub_profiles "$presub")"
        ((${#COMPREPLY[@]})) || _presub_offer_files "$word"
        ;;
    esac
}

complete -F _presub presub
