local mud = require("mud")
local attr_path = require("core.lib.attr_path")
local build = require("core.lib.build")

--- Shows all attributes of something.
local function list(cmd, obj, who)
  local lines = {}
  for _, a in ipairs(obj.attributes:all(nil, { who = who })) do
    local key = attr_path.text { key = a.key, category = a.category, path = {} }
    table.insert(lines, mud.format("{key} = {value}", { key = key, value = mud.show(a.value) }))
  end
  mud.refuse_if(#lines == 0, "{what} has no attributes.", { what = obj })
  cmd:msg(table.concat(lines, "\n"))
end

--- Opens the line editor on an attribute that is a text, or is not there yet.
local function edit(cmd, obj, where, who)
  attr_path.may_set(obj, where, who)
  local shown, old = attr_path.text(where), attr_path.get(obj, where, who)
  mud.refuse_if(old ~= nil and type(old) ~= "string", "{what}/{key} is no text: {value}", { what = obj, key = shown, value = mud.show(old) })
  cmd:edit(old, { title = obj.key .. "/" .. shown, save = "core.lib.attr_path.save", arg = { obj = obj, where = where } })
end

--- Sets an attribute to what is meant by a text, or takes it away. Reports whether it is there.
local function set(obj, where, text, who)
  local ok, value = true, nil
  if text ~= "" then ok, value = mud.literal(text) end
  if not ok then value = mud.markup(text) end
  local gone = value == nil and attr_path.get(obj, where) == nil
  mud.refuse_if(gone, "{what} has no attribute {key}.", { what = obj, key = attr_path.text(where) })
  attr_path.set(obj, where, value, who)
  return value ~= nil
end

return mud.command {
  key = "@set",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "edit", "account", "script", "channel", "room", "exit", "char", "character" },
  help = [[See, set or remove an attribute of something.

  @set <thing>                          all that it has
  @set <thing>/<attribute>              one
  @set <thing>/<attribute> = <value>
  @set <thing>/<attribute> =            removes it
  @set/edit <thing>/<attribute>         opens the line editor on a text

The attribute may have a category and a place in it: @set box/loot:secret[2]["name"] = pearl. The value is a number,
true, false, #12 for a thing, { 1, 2, name = "x" } for a table, or else the text as it stands. The thing may be
*name for an account; /account, /script, /channel, /room, /exit and /char look for one of that kind anywhere.]],
  run = function(cmd)
    local name, attribute = cmd.lhs:match("^(.-)/(.+)$")
    mud.refuse_if(cmd.lhs == "", "Usage: @set[/edit] <thing>[/<attribute> [= [<value>]]]")
    local obj = build.entity(cmd, name or cmd.lhs)
    if not obj then return end
    local who = cmd.session or cmd.caller
    mud.refuse_if(cmd.switches.edit and not attribute, "Which attribute? @set/edit {what}/<attribute>", { what = obj })
    if not attribute then return list(cmd, obj, who) end
    local where = attr_path.parse(mud.markup(attribute))
    mud.refuse_if(not where, "'{text}' is no attribute. Write for example box/list:category[2].", { text = attribute })
    if cmd.switches.edit then return edit(cmd, obj, where, who) end
    local shown = attr_path.text(where)
    if cmd.rhs and not set(obj, where, cmd.rhs, who) then
      return cmd:msg("{what}/{key} is removed.", { what = obj, key = shown })
    end
    cmd:msg("{what}/{key} = {value}", { what = obj, key = shown, value = mud.show(attr_path.get(obj, where, who)) })
  end,
}
