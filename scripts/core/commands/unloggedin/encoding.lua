local mud = require("mud")
return mud.command {
  key = "encoding",
  aliases = { "encode" },
  category = "login",
  switches = { "clear" },
  help = [[Show or set how text is encoded for your client.

  encoding              shows it
  encoding <name>       utf-8, latin-1, cp437 or ascii
  encoding/clear        back to utf-8]],
  run = function(cmd)
    local session = cmd.session
    local want = cmd.switches.clear and "utf-8" or cmd.argstr:lower()
    if want == "" then
      return cmd:msg("Your encoding is {name}.", { name = session.protocol_flags.ENCODING })
    end
    local ok, why = session:set_flag("ENCODING", want)
    mud.refuse_if(not ok, why)
    cmd:msg("Your encoding is now {name}.", { name = want })
  end,
}
