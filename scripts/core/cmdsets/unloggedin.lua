local mud = require("mud")

--- All that a connection can do before it has logged in.
return mud.cmdset {
  key = "unloggedin",
  commands = {
    "unloggedin.connect", "unloggedin.create", "unloggedin.quit", "unloggedin.look", "unloggedin.help",
    "unloggedin.encoding", "unloggedin.screenreader", "unloggedin.info",
    "system.loginstart", "system.noinput", "unloggedin.nomatch", "system.multimatch",
  },
}
