local mud = require("mud")

--- What a character can do in the world.
return mud.cmdset {
  key = "character",
  commands = {
    "social.say", "social.pose", "social.whisper", "general.look", "general.get", "general.drop", "general.give",
    "general.inventory", "general.setdesc", "general.home",
    "building.create", "building.dig", "building.tunnel", "building.open", "building.desc", "building.name",
    "building.destroy", "building.teleport", "building.examine", "building.set", "building.lock", "building.typeclass",
    "building.find", "building.cmdsets", "building.scripts", "building.tickers", "building.tag", "building.link", "building.unlink",
    "building.sethome", "building.copy", "building.cpattr", "building.mvattr", "building.wipe", "building.alias", "building.objects", "building.force", "admin.emit",
    "system.noinput", "system.nomatch", "system.multimatch",
  },
}
