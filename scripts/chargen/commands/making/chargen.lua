local mud = require("mud")
local draft = require("chargen.lib.draft")

return mud.command {
  key = "chargen",
  category = "account",
  help = "Make a new character, question by question. Your other sessions play on meanwhile.",
  run = function(cmd)
    mud.refuse_if(not cmd.session, "Only a session can make a character.")
    local max = mud.rules.max_characters
    local full = max > 0 and #cmd.account.characters >= max and not cmd.account.superuser
    mud.refuse_if(full, "You may have {n}, and you have. chardelete removes one.", { n = mud.text.plural(max, "character") })
    local of = draft.begin(cmd.session)
    cmd:menu("chargen.making", { name = of.name, kind = of.kind, desc = of.desc })
  end,
}
