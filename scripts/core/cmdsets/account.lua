local mud = require("mud")

--- What a player can do in and out of character.
return mud.cmdset {
  key = "account",
  priority = -10,
  commands = {
    "account.look", "account.who", "account.ic", "account.ooc", "account.charcreate", "account.chardelete",
    "account.password", "account.option", "account.quit", "account.nick", "account.help", "account.access",
    "account.claim", "account.time", "account.color", "account.quell", "account.unquell", "account.sshkey", "account.channel", "account.page", "account.reply",
    "admin.reload", "admin.restart", "admin.reset", "admin.shutdown", "admin.wall", "admin.boot", "admin.ban", "admin.unban",
    "admin.lua", "admin.perm", "admin.accounts", "account.about", "admin.plugin",
    "admin.errors", "admin.tasks", "admin.script", "admin.slow",
    "system.noinput", "system.nomatch", "system.multimatch",
  },
}
