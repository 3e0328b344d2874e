local mud = require("mud")

--- Shows a long text a page at a time: cmd:page(text). A pager is a dialog.
local pager = {}

local function split(text)
  local lines = {}
  for line in (text .. "\n"):gmatch("(.-)\n") do table.insert(lines, line) end
  return lines
end

--- Shows the text: at once where it fits, where nobody reads along, with a screen reader, and with `option pager off`.
function pager.show(cmd, text, values)
  local session = cmd.session
  if values then text = mud.format(text, values, cmd.caller) end
  if not session or session.screenreader or not session.protocol_flags.PAGER then return cmd:msg(text) end
  local lines = split(mud.text.wrap(text, session.width))
  if #lines < session.height then return cmd:msg(text) end
  cmd:dialog("core.lib.pager.turn", { lines = lines, at = 1, size = math.max(3, session.height - 2) })
end

local function link(key, word) return "|lc" .. key .. "|lt(|w" .. key .. "|n)" .. word .. "|le" end

local function show(cmd, state)
  local last = math.min(#state.lines, state.at + state.size - 1)
  cmd:msg(table.concat(state.lines, "\n", state.at, last))
  local pages = math.ceil(#state.lines / state.size)
  local keys = {}
  if last < #state.lines then table.insert(keys, link("n", "ext")) end
  if state.at > 1 then table.insert(keys, link("p", "revious") .. ", " .. link("t", "op")) end
  if last < #state.lines then table.insert(keys, link("e", "nd")) end
  table.insert(keys, link("q", "uit"))
  return ("|w[%d/%d]|n %s: "):format(math.ceil(last / state.size), pages, table.concat(keys, ", "))
end

local words = {
  [""] = "next", n = "next", next = "next", p = "previous", prev = "previous", previous = "previous", t = "top", top = "top",
  e = "last", ["end"] = "last", q = "quit", quit = "quit", a = "quit", abort = "quit",
}

-- Where each word goes: the first line of the page, or nil for the end.
local moves = {
  next = function(state) return state.at + state.size <= #state.lines and state.at + state.size or nil end,
  previous = function(state) return math.max(1, state.at - state.size) end,
  top = function() return 1 end,
  last = function(state) return math.floor((#state.lines - 1) / state.size) * state.size + 1 end,
  quit = function() return nil end,
}

--- One turn of a pager, as cmd:dialog calls it. What it does not know ends it and is run as a command; so is `n` on the
--- last page, which may well mean north.
function pager.turn(cmd, state, line)
  if line == nil then return show(cmd, state) end
  local word = line:trim():lower()
  local move = words[word]
  local at = move and moves[move](state)
  if at then
    state.at = at
    return show(cmd, state)
  end
  if not move or move == "next" and word ~= "" then cmd.session:execute_cmd(line) end
end

return pager
