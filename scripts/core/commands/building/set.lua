local mud = require("mud")
local build = require("core.lib.build")

--- What a builder typed, as the value that is meant: a number, true, false, or the text.
local function value(text)
  text = mud.markup(text)
  if text == "true" or text == "false" then return text == "true" end
  return tonumber(text) or text
end

return mud.command {
  key = "@set",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = [[Set an attribute of something, see it, or with nothing behind = remove it.

  @set <thing>/<attribute> = <value>
  @set <thing>/<attribute>
  @set <thing>/<attribute> =]],
  run = function(cmd)
    local what, key = cmd.lhs:match("^(.-)/([%w_]+)$")
    mud.refuse_if(not what, "Usage: @set <thing>/<attribute> [= [<value>]]")
    local obj = cmd.caller:search(what)
    if not obj then return end
    build.check(cmd, obj)
    if cmd.rhs == "" then
      mud.refuse_if(not obj.attributes:has(key), "{what} has no attribute {key}.", { what = obj, key = key })
      obj.attributes:remove(key)
      return cmd:msg("{what}/{key} is removed.", { what = obj, key = key })
    end
    if cmd.rhs then obj.db[key] = value(cmd.rhs) end
    cmd:msg("{what}/{key} = {value}", { what = obj, key = key, value = tostring(obj.db[key]) })
  end,
}
