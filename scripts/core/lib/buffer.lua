local mud = require("mud")

--- What the line editor does to a list of lines. Every function gives back a new list.
local buffer = {}

function buffer.split(text)
  local lines = {}
  if text == "" then return lines end
  for line in (text .. "\n"):gmatch("(.-)\n") do table.insert(lines, line) end
  return lines
end

function buffer.join(lines) return table.concat(lines, "\n") end

--- Lines from..to replaced by others.
function buffer.splice(lines, from, to, others)
  local out = {}
  for i = 1, from - 1 do table.insert(out, lines[i]) end
  for _, line in ipairs(others) do table.insert(out, line) end
  for i = to + 1, #lines do table.insert(out, lines[i]) end
  return out
end

function buffer.slice(lines, from, to)
  local out = {}
  for i = from, to do table.insert(out, lines[i]) end
  return out
end

--- Each of the lines from..to as change(line) makes it.
function buffer.map(lines, from, to, change)
  local out = {}
  for i, line in ipairs(lines) do
    out[i] = i >= from and i <= to and change(line) or line
  end
  return out
end

--- A word everywhere in lines from..to replaced by another, with the number of places.
function buffer.replace(lines, from, to, word, by)
  local count = 0
  local out = buffer.map(lines, from, to, function(line)
    local parts, at = {}, 1
    while true do
      local first, last = line:find(word, at, true)
      if not first then break end
      table.insert(parts, line:sub(at, first - 1))
      table.insert(parts, by)
      at, count = last + 1, count + 1
    end
    table.insert(parts, line:sub(at))
    return table.concat(parts)
  end)
  return out, count
end

-- Spaces between the words of a line, so that it is as wide as the text.
local function spread(line, width)
  local words = {}
  for word in line:gmatch("%S+") do table.insert(words, word) end
  local gaps, missing = #words - 1, width - mud.text.width(line)
  if gaps < 1 or missing < 1 then return line end
  local out = words[1]
  for i = 2, #words do
    local extra = math.floor(missing * (i - 1) / gaps) - math.floor(missing * (i - 2) / gaps)
    out = out .. (" "):rep(1 + extra) .. words[i]
  end
  return out
end

local aligns = {
  l = function(line) return line end,
  r = function(line, width) return mud.text.pad(line, width, "right") end,
  c = function(line, width) return (mud.text.pad(line, width, "center"):gsub("%s+$", "")) end,
  f = function(line, width, last) return last and line or spread(line, width) end,
}

-- Paragraphs are what empty lines part.
local function paragraphs(lines)
  local out, words = {}, {}
  local function close()
    if #words > 0 then table.insert(out, table.concat(words, " ")) end
    words = {}
  end
  for _, line in ipairs(lines) do
    if line:trim() == "" then
      close()
      table.insert(out, "")
    else
      table.insert(words, (line:trim():gsub("%s+", " ")))
    end
  end
  close()
  return out
end

--- Lines from..to filled up to a width and aligned: l(eft), r(ight), c(entre) or f(ull).
function buffer.justify(lines, from, to, align, width)
  local out = {}
  for _, paragraph in ipairs(paragraphs(buffer.slice(lines, from, to))) do
    local wrapped = buffer.split(mud.text.wrap(paragraph, width))
    if #wrapped == 0 then wrapped = { "" } end
    for i, line in ipairs(wrapped) do
      table.insert(out, line:trim() == "" and "" or aligns[align](line:trim(), width, i == #wrapped))
    end
  end
  return buffer.splice(lines, from, to, out)
end

return buffer
