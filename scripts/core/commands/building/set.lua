local mud = require("mud")
local attr_path = require("core.lib.attr_path")
local build = require("core.lib.build")

return mud.command {
  key = "@set",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[See, set or remove an attribute of something.

  @set <thing>                          all that it has
  @set <thing>/<attribute>              one
  @set <thing>/<attribute> = <value>
  @set <thing>/<attribute> =            removes it

The attribute may have a category and a place in it: @set box/loot:secret[2]["name"] = pearl. The value is a number,
true, false, #12 for a thing, { 1, 2, name = "x" } for a table, or else the text as it stands. The thing may be
*name for an account.]],
  run = function(cmd)
    local name, attribute = cmd.lhs:match("^(.-)/(.+)$")
    mud.refuse_if(cmd.lhs == "", "Usage: @set <thing>[/<attribute> [= [<value>]]]")
    local obj = build.target(cmd, name or cmd.lhs)
    if not obj then return end
    local who = cmd.session or cmd.caller
    if not attribute then
      local lines = {}
      for _, a in ipairs(obj.attributes:all(nil, { who = who })) do
        local key = attr_path.text { key = a.key, category = a.category, path = {} }
        table.insert(lines, mud.format("{key} = {value}", { key = key, value = mud.show(a.value) }))
      end
      mud.refuse_if(#lines == 0, "{what} has no attributes.", { what = obj })
      return cmd:msg(table.concat(lines, "\n"))
    end
    local where = attr_path.parse(mud.markup(attribute))
    mud.refuse_if(not where, "'{text}' is no attribute. Write for example box/list:category[2].", { text = attribute })
    local shown = attr_path.text(where)
    if cmd.rhs then
      local old, ok, value = attr_path.get(obj, where), true, nil
      mud.refuse_if(cmd.rhs == "" and old == nil, "{what} has no attribute {key}.", { what = obj, key = shown })
      if cmd.rhs ~= "" then ok, value = mud.literal(cmd.rhs) end
      if not ok then value = mud.markup(cmd.rhs) end
      attr_path.set(obj, where, value, who)
      if value == nil then return cmd:msg("{what}/{key} is removed.", { what = obj, key = shown }) end
    end
    cmd:msg("{what}/{key} = {value}", { what = obj, key = shown, value = mud.show(attr_path.get(obj, where, who)) })
  end,
}
