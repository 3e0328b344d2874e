---@meta _
-- Made by `mud meta` from the comments beside the functions; change those.

--- string.ends_with tells whether a text ends with another.
---@param s string
---@param what string
---@return boolean
function string.ends_with(s, what) end

--- string.split cuts a text at each separator, or with none at white space.
---@param s string
---@param sep? string
---@return string[]
function string.split(s, sep) end

--- string.starts_with tells whether a text begins with another.
---@param s string
---@param what string
---@return boolean
function string.starts_with(s, what) end

--- string.trim is a text without white space at both ends.
---@param s string
---@return string
function string.trim(s) end

--- table.keys lists the keys of a table, in the order of pairs.
---@param t table
---@return any[]
function table.keys(t) end

--- table.pack makes a list of its arguments, with their number as n.
---@param ... any
---@return table
function table.pack(...) end

--- math.tointeger is a number without its fraction of zero, nil if it has one.
---@param x number
---@return integer?
function math.tointeger(x) end

--- rawlen is the length without __len.
---@param v table|string
---@return integer
function rawlen(v) end
