local mud = require("mud")
local characters = require("core.lib.characters")
local draft = require("chargen.lib.draft")
local rules = require("core.lib.name_rules")

local function keep(cmd, data, name, value)
  data[name] = value
  cmd.session.ndb.draft[name] = value
end

local function named(cmd, data, line)
  local name = line:trim()
  local why = rules.check(name)
  mud.refuse_if(why, why)
  mud.refuse_if(characters.taken(name), "There is a character named '{name}' already.", { name = name })
  keep(cmd, data, "name", name)
end

local function kinds()
  local out = {}
  for _, kind in ipairs(mud.settings("chargen").kinds) do
    table.insert(out, { key = kind, run = function(cmd, data) keep(cmd, data, "kind", kind) end, to = "overview" })
  end
  return out
end

--- The questions of `chargen`. What is answered is kept with the session, so that `later` loses nothing.
return mud.menu {
  key = "making",
  start = "overview",
  nodes = {
    overview = {
      text = function(cmd, data) return "\n|cYour new character|n\n" .. draft.text(data) end,
      options = {
        { key = { "name", "n" }, desc = "give it a name", to = "name" },
        { key = { "kind", "k" }, desc = "say what it is", to = "kind" },
        { key = { "describe", "d" }, desc = "say what it looks like", to = "describe" },
        {
          key = "done", desc = "make it", to = false,
          run = function(cmd, data)
            local character = draft.finish(cmd, data)
            cmd:msg("You made {who}. Type |wic {name}|n to play.", { who = character, name = character.key })
          end,
        },
        {
          key = "later", desc = "go on another time", to = false,
          run = function(cmd) cmd:msg("|wchargen|n goes on, |wdraft|n shows it, |wdiscard|n forgets it.") end,
        },
      },
    },
    name = { text = "What is its name?", default = { run = named, to = "overview" } },
    kind = { text = "What is it?", options = kinds },
    describe = {
      text = "What does it look like?",
      default = { run = function(cmd, data, line) keep(cmd, data, "desc", line:trim()) end, to = "overview" },
    },
  },
}
