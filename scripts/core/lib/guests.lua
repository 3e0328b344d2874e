local mud = require("mud")

--- Guests: accounts for one visit, with one character each. Both are gone when the guest is.
local guests = {}

function guests.is(account)
  return account.permissions:has("Guest")
end

--- Lets a session in under the first free name.
function guests.enter(session)
  mud.refuse_if(not mud.rules.guests, "Guests are not let in here. Make an account with: create <name> <password>")
  for _, name in ipairs(mud.settings("core").guests) do
    if not mud.accounts:find(name) then
      local account, why = mud.accounts:guest(session, name)
      mud.refuse_if(not account, why)
      return session:login(account)
    end
  end
  mud.refuse("All places for guests are taken just now. Please try again later, or make an account.")
end

--- The guest has gone. An account cannot be deleted while its session ends, so this waits for the next moment.
function guests.leave(account)
  mud.delay(0, "core.lib.guests.clear", account)
end

--- Takes a guest out of the world, unless somebody plays it again.
function guests.clear(account)
  if not account or account.sessions:count() > 0 then return end
  for _, character in ipairs(account.characters) do character:delete() end
  account:delete()
end

--- Those that a server which was killed has left.
function guests.clear_all()
  for _, account in ipairs(mud.accounts:all()) do
    if guests.is(account) then guests.clear(account) end
  end
end

return guests
