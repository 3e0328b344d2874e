local mud = require("mud")

--- More are not shown.
local limit = 50

return mud.command {
  key = "@find",
  aliases = { "@locate" },
  category = "building",
  locks = "cmd:perm(Builder)",
  help = "Find things anywhere by a part of their name: @find <text>",
  run = function(cmd)
    local text, rows = cmd.argstr:lower(), {}
    mud.refuse_if(text == "", "Usage: @find <part of a name>")
    for _, obj in ipairs(mud.find_all {}) do
      if #rows < limit and obj.key:lower():find(text, 1, true) then
        local place = obj.location
        table.insert(rows, { obj.dbref, mud.escape(obj.key), obj.typeclass, place and mud.escape(place.key) or "" })
      end
    end
    mud.refuse_if(#rows == 0, "Nothing has '{text}' in its name.", { text = cmd.argstr })
    cmd:msg(mud.text.table { to = cmd.session, header = { "Id", "Name", "Typeclass", "Where" }, rows = rows })
  end,
}
