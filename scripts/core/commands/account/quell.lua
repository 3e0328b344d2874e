local mud = require("mud")

return mud.command {
  key = "quell",
  category = "account",
  locks = "cmd:pperm(Helper)",
  help = [[Play with your character's rank instead of your account's, to see the game as others do.

  quell
  unquell     gives your own rank back

The lower of the two ranks counts. Out of character you keep your own.]],
  run = function(cmd)
    mud.refuse_if(cmd.account.quelled, "You are quelled already. |wunquell|n ends it.")
    cmd.account.quelled = true
    local puppet = cmd.session and cmd.session.puppet
    local own = puppet and puppet.permissions:all() or {}
    cmd:msg("From now on your character's rank counts{ranks}. |wunquell|n ends it.",
      { ranks = #own > 0 and " (" .. mud.text.list(own) .. ")" or "" })
  end,
}
