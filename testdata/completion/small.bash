# Completion of irsalint for bash.
# In ~/.bashrc: source <(irsalint completion bash)

# Adds the words of $1 that begin with $2; $3 stands before each.
_irsalint_words() {
  local found
  while IFS= read -r found; do
    COMPREPLY+=("$found")
  done < <(compgen -P "$3" -W "$1" -- "$2")
}

_irsalint_files() {
  local found
  compopt -o filenames 2>/dev/null
  while IFS= read -r found; do
    COMPREPLY+=("$found")
  done < <(compgen -f -- "$1")
}

# Words with commas between them: the last one is completed.
_irsalint_list() {
  local before=""
  [[ $2 == *,* ]] && before="${2%,*},"
  _irsalint_words "$1" "${2##*,}" "$before"
}

_irsalint() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" place="" at i
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; ++at)); do
    case "$place/${COMP_WORDS[at]}" in
      /check | \
      /policy | \
      /policy/why) place+="/${COMP_WORDS[at]}" ;;
      *) break ;;
    esac
  done
  for ((i = at; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      _irsalint_files "$word"
      return
    fi
  done
  if [[ $word == = ]]; then
    word=""
    before+="="
  elif [[ $before == = ]]; then
    before="${COMP_WORDS[COMP_CWORD - 2]}="
  fi
  case "$place $before" in
    " --select=" | \
    " --select" | \
    "/check --select=" | \
    "/check --select")
      _irsalint_list "one two" "$word"
      return
      ;;
    " --config=" | \
    " --config" | \
    "/check --config=" | \
    "/check --config")
      _irsalint_words "none" "$word"
      _irsalint_files "$word"
      return
      ;;
    " --format=" | \
    " --format" | \
    "/check --format=" | \
    "/check --format")
      _irsalint_words "text json" "$word"
      return
      ;;
    " --fix=" | \
    "/check --fix=")
      _irsalint_words "unsafe" "$word"
      return
      ;;
  esac
  case "$place" in
    "")
      if [[ $word == -* ]]; then
        _irsalint_words "-h --help --select --format --fix --config" "$word"
        return
      fi
      ((at == COMP_CWORD)) && _irsalint_words "check policy" "$word"
      _irsalint_files "$word"
      ;;
    /check)
      if [[ $word == -* ]]; then
        _irsalint_words "-h --help --select --format --fix --config" "$word"
        return
      fi
      _irsalint_files "$word"
      ;;
    /policy)
      if [[ $word == -* ]]; then
        _irsalint_words "-h --help" "$word"
        return
      fi
      ((at == COMP_CWORD)) && _irsalint_words "why" "$word"
      ;;
    /policy/why)
      if [[ $word == -* ]]; then
        _irsalint_words "-h --help" "$word"
        return
      fi
      _irsalint_words "one two" "$word"
      ;;
  esac
}

complete -F _irsalint irsalint
