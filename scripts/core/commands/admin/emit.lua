local mud = require("mud")

return mud.command {
  key = "@emit",
  aliases = { "@pemit", "@remit" },
  category = "admin",
  locks = "cmd:perm(Builder)",
  switches = { "room", "accounts", "contents" },
  help = [[Say something as nobody in particular. Markup such as |rred|n works.

  @emit <text>                   to everybody in the room
  @emit <who>, <who> = <text>    to some

Switches: /room takes rooms only, /accounts takes who is played only; /contents says it to all in a thing. @remit is
@emit/room, @pemit is @emit/accounts.]],
  run = function(cmd)
    local text = mud.markup(cmd.rhs or cmd.argstr)
    mud.refuse_if(text == "", "Usage: @emit [<who>, <who> =] <text>")
    local rooms, players = cmd.switches.room or cmd.cmdstring == "remit", cmd.switches.accounts or cmd.cmdstring == "pemit"
    for _, name in ipairs(cmd.rhs and cmd.lhslist or { "here" }) do
      local obj = cmd.caller:search(name, { global = true })
      mud.refuse_if(not obj, "")
      mud.refuse_if(rooms and obj.location, "{what} is no room.", { what = obj })
      mud.refuse_if(players and obj.sessions:count() == 0, "Nobody plays {what}.", { what = obj })
      mud.refuse_if(not obj:access(cmd.session or cmd.caller, "tell", true), "{what} is not to be spoken to.", { what = obj })
      obj:msg(text)
      if not obj.location or cmd.switches.contents then obj:msg_contents(text) end
      if obj ~= cmd.caller.location then cmd:msg("Said to {what}.", { what = obj }) end
    end
  end,
}
