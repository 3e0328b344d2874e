local mud = require("mud")

--- How many texts a channel remembers.
local history = 50

--- A place without a place: who is subscribed hears what is said on it.
local Channel = mud.typeclass {
  key = "channel",
  locks = "listen:all();send:all();control:perm(Admin);edit:perm(Admin);examine:perm(Builder)",
  db = { desc = "", history = {} },
}

function Channel:get_display_name(looker)
  return mud.escape(self.key)
end

function Channel:at_channel_creation() end

--- False keeps it from being deleted.
function Channel:at_channel_delete() end

--- What stands before every text.
function Channel:prefix()
  return "|c[" .. mud.escape(self.key) .. "]|n "
end

--- What is said on the channel is what this returns; false says nothing.
function Channel:at_pre_channel_msg(text, sender)
  return text
end

function Channel:at_post_channel_msg(text, sender) end

--- How a text looks to somebody: ":waves" is a pose. Without a sender it is the game's own word.
function Channel:format(text, sender, hearer)
  if not sender then return text end
  local name = sender:get_display_name(hearer)
  local pose = text:match("^[:;]%s*(.+)$")
  if not pose then return name .. ": " .. text end
  return name .. (pose:find("^[',]") and "" or " ") .. pose
end

--- Whether somebody hears what is said just now.
function Channel:is_heard_by(hearer)
  return not self:is_muted(hearer) and self:access(hearer, "listen", true)
end

--- Says something to all who listen, and remembers it.
function Channel:send(text, sender)
  text = self:at_pre_channel_msg(text, sender)
  if not text or text == "" then return end
  for _, hearer in ipairs(self.subscribers) do
    if self:is_heard_by(hearer) then
      hearer:msg({
        text = self:prefix() .. self:format(text, sender, hearer),
        oob = { ["Comm.Channel.Text"] = { channel = self.key, talker = sender and sender.key or "", text = mud.plain(text) } },
      }, { type = "channel" })
    end
  end
  self:remember(text, sender)
  self:at_post_channel_msg(text, sender)
end

function Channel:remember(text, sender)
  local past = self.db.history
  table.insert(past, { at = mud.time.now(), who = sender and sender.key or "", text = text })
  if #past > history then table.remove(past, 1) end
end

return Channel
