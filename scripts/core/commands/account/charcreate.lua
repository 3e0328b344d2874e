local mud = require("mud")
local characters = require("core.lib.characters")
local oob = require("core.lib.oob")
local rules = require("core.lib.name_rules")

return mud.command {
  key = "charcreate",
  category = "account",
  syntax = "<name:text> [= <desc:rest>]",
  help = [[Make a new character.

  charcreate <name>
  charcreate <name> = <what it looks like>]],
  run = function(cmd, arg)
    local account, max = cmd.account, mud.rules.max_characters
    local unbound = account.superuser or max == 0
    mud.refuse_if(not unbound and #account.characters >= max, "You may have {n}, and you have. chardelete removes one.",
      { n = mud.text.plural(max, "character") })
    local name = arg.name:match('^"(.*)"$') or arg.name -- in quotes, as create before login takes several words
    local why = rules.check(name)
    mud.refuse_if(why, why)
    mud.refuse_if(characters.taken(name), "There is a character named '{name}' already.", { name = name })
    local character = characters.create(account, name, arg.desc)
    if cmd.session then oob.choices(account, cmd.session) end
    cmd:msg("You made {who}. Type |wic {name}|n to play.", { who = character, name = character.key })
  end,
}
