#compdef irsalint
# Completion of irsalint for zsh.
# As a file: irsalint completion zsh > "${fpath[1]}/_irsalint"
# In ~/.zshrc, behind compinit: source <(irsalint completion zsh)

_irsalint() {
  local curcontext="$curcontext" state place=""
  local -a commands
  local -i at=2
  while (( at < CURRENT )); do
    case "$place/${words[at]}" in
      (/check) place+="/${words[at]}" ;;
      (/policy) place+="/${words[at]}" ;;
      (/policy/why) place+="/${words[at]}" ;;
      (*) break ;;
    esac
    (( ++at ))
  done
  # _arguments shall see the words of the last command alone.
  shift $(( at - 2 )) words
  (( CURRENT -= at - 2 ))

  case "$place" in
    ('')
      _arguments -C \
        '*-h[Help]' \
        '*--help[Help]' \
        '*--select=[Rules]:RULE,...:_values -s , word one two' \
        '*--format=[It'\''s \[the\] form\: how]:{text,json}:(text json)' \
        '*--fix=-[Fix]::\[=unsafe\]:(unsafe)' \
        '*--config=[.a\\b]:FILE|none:{_files; compadd -- none}' \
        '1: :->first' \
        '*:PATH:_files' && return
      [[ $state == first ]] || return
      commands=(
        'check:Lint'
        'policy:Ask'
      )
      _describe -t commands command commands
      _files
      ;;
    (/check)
      _arguments -C \
        '*-h[Help]' \
        '*--help[Help]' \
        '*--select=[Rules]:RULE,...:_values -s , word one two' \
        '*--format=[It'\''s \[the\] form\: how]:{text,json}:(text json)' \
        '*--fix=-[Fix]::\[=unsafe\]:(unsafe)' \
        '*--config=[.a\\b]:FILE|none:{_files; compadd -- none}' \
        '*:PATH:_files' && return
      ;;
    (/policy)
      _arguments -C \
        '*-h[Help]' \
        '*--help[Help]' \
        '1: :->first' && return
      [[ $state == first ]] || return
      commands=(
        'why:Say why'
      )
      _describe -t commands command commands
      ;;
    (/policy/why)
      _arguments -C \
        '*-h[Help]' \
        '*--help[Help]' \
        '1:RULE:(one two)' && return
      ;;
  esac
}

if [[ ${funcstack[1]} == _irsalint ]]; then
  _irsalint "$@"
else
  compdef _irsalint irsalint
fi
