# Completion of irsalint for fish.
# irsalint completion fish > ~/.config/fish/completions/irsalint.fish

# Whether the words so far lead to the command $argv[1]: '' for none, /policy/why for two.
function __irsalint_at
    set -l place ''
    for word in (commandline -opc)[2..-1]
        switch "$place/$word"
            case /check /policy /policy/why
                set place "$place/$word"
            case '*'
                break
        end
    end
    test "$place" = $argv[1]
end

# Whether the words so far are the command $argv[1] and nothing else.
function __irsalint_begins
    set -l words /(commandline -opc)[2..-1]
    set -l path (string join '' $words)
    test "$path" = $argv[1]
end

complete -c irsalint -n '__irsalint_begins ""' -a check -d 'Lint'
complete -c irsalint -n '__irsalint_begins ""' -a policy -d 'Ask'
complete -c irsalint -n '__irsalint_at ""' -s h -l help -d 'Help'
complete -c irsalint -n '__irsalint_at ""' -l select -x -a 'one two' -d 'Rules'
complete -c irsalint -n '__irsalint_at ""' -l format -x -a 'text json' -d 'It\'s [the] form: how'
complete -c irsalint -n '__irsalint_at ""' -l fix -a 'unsafe' -d 'Fix'
complete -c irsalint -n '__irsalint_at ""' -l config -r -F -a 'none' -d '.a\\b'
complete -c irsalint -n '__irsalint_at /check' -s h -l help -d 'Help'
complete -c irsalint -n '__irsalint_at /check' -l select -x -a 'one two' -d 'Rules'
complete -c irsalint -n '__irsalint_at /check' -l format -x -a 'text json' -d 'It\'s [the] form: how'
complete -c irsalint -n '__irsalint_at /check' -l fix -a 'unsafe' -d 'Fix'
complete -c irsalint -n '__irsalint_at /check' -l config -r -F -a 'none' -d '.a\\b'
complete -c irsalint -n '__irsalint_at /policy' -f
complete -c irsalint -n '__irsalint_begins /policy' -a why -d 'Say why'
complete -c irsalint -n '__irsalint_at /policy' -s h -l help -d 'Help'
complete -c irsalint -n '__irsalint_at /policy/why' -f
complete -c irsalint -n '__irsalint_at /policy/why' -s h -l help -d 'Help'
complete -c irsalint -n '__irsalint_at /policy/why' -a 'one two'
