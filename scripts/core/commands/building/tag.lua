local mud = require("mud")
local build = require("core.lib.build")

--- "tag:category" as a tag and its category.
local function parse(text)
  local key, category = mud.markup(text):match("^(.-):(.*)$")
  return (key or mud.markup(text)):trim(), (category or ""):trim()
end

local function shown(tag)
  local text = tag.key .. (tag.category ~= "" and ":" .. tag.category or "") .. (tag.data ~= "" and " = " .. tag.data or "")
  return mud.escape(text)
end

local function search(cmd, text)
  local key, category = parse(text)
  local rows = {}
  for _, kind in ipairs { "object", "account", "script", "channel" } do
    for _, obj in ipairs(mud.find_all { tag = key, category = category, kind = kind }) do
      table.insert(rows, { obj.dbref, mud.escape(obj.key), kind })
    end
  end
  mud.refuse_if(#rows == 0, "Nothing has the tag '{tag}'.", { tag = text })
  cmd:msg(mud.text.table { header = { "Id", "Name", "Kind" }, rows = rows })
end

return mud.command {
  key = "@tag",
  aliases = { "@tags" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "search", "del" },
  help = [=[Label things, to find them again.

  @tag <thing>                                    its tags
  @tag <thing> = <tag>[:<category>][ = <data>]    adds one
  @tag/del <thing> [= <tag>[:<category>]]         takes one away, or all
  @tag/search <tag>[:<category>]                  what has it]=],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @tag[/search][/del] <thing> [= <tag>[:<category>]]")
    if cmd.switches.search then return search(cmd, cmd.argstr) end
    local obj = build.target(cmd, cmd.lhs, (cmd.rhs or cmd.switches.del) and "edit" or false)
    if not obj then return end
    if cmd.switches.del and not cmd.rhs then
      obj.tags:clear()
      return cmd:msg("{what} has no tags now.", { what = obj })
    end
    if cmd.rhs then
      local tag, data = cmd.rhs:match("^(.-)%s*=%s*(.*)$")
      local key, category = parse(tag or cmd.rhs)
      mud.refuse_if(key == "", "A tag has a name.")
      if cmd.switches.del then
        mud.refuse_if(not obj.tags:remove(key, category), "{what} does not have the tag '{tag}'.", { what = obj, tag = cmd.rhs })
      else
        obj.tags:add(key, category, data and mud.markup(data))
      end
    end
    local list = {}
    for _, tag in ipairs(obj.tags:entries()) do table.insert(list, shown(tag)) end
    cmd:msg("{what} has " .. (#list > 0 and "the tags " .. mud.text.list(list) or "no tags") .. ".", { what = obj })
  end,
}
