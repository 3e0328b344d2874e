local mud = require("mud")
local attr_path = require("core.lib.attr_path")
local build = require("core.lib.build")

return mud.command {
  key = "@wipe",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Remove attributes of something.

  @wipe <thing>                          all of them
  @wipe <thing>/<attribute>[/<attribute>…]

An attribute may have a category behind a colon.]],
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: @wipe <thing>[/<attribute>[/<attribute>…]]")
    local parts = cmd.argstr:split("/")
    local obj = build.target(cmd, parts[1])
    if not obj then return end
    local gone, wanted = {}, {}
    for i = 2, #parts do
      local where = attr_path.parse(mud.markup(parts[i]))
      mud.refuse_if(not where or #where.path > 0, "'{text}' names no whole attribute.", { text = parts[i] })
      table.insert(wanted, where)
    end
    local named = #wanted > 0
    if not named then
      for _, a in ipairs(obj.attributes:all()) do table.insert(wanted, { key = a.key, category = a.category, path = {} }) end
    end
    for _, where in ipairs(wanted) do
      local name = attr_path.text(where)
      mud.refuse_if(not obj.attributes:has(where.key, where), "{what} has no attribute {key}.", { what = obj, key = name })
      attr_path.set(obj, where, nil, cmd.session or cmd.caller)
      table.insert(gone, name)
    end
    mud.refuse_if(#gone == 0, "{what} has no attributes.", { what = obj })
    cmd:msg("{what} has lost {list}.", { what = obj, list = mud.text.list(gone) })
  end,
}
