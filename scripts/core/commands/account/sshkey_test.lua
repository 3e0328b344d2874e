local world = require("mud.test").world

local key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0dGFYJoJwXjvrBVFhDxu7s1rHXcRYd4dZ1UIJ2CDQ7"

describe("@sshkey", function()
  it("adds, lists and removes keys", function()
    local w = world { players = { "Ann" } }
    w.ann:types("@sshkey")
    w.ann:sees("You have no keys.")
    w.ann:types("@sshkey " .. key .. " ann@laptop |r{x}")
    w.ann:sees("this key logs in")
    w.ann:types("@sshkey " .. key)
    w.ann:sees("You have that key already.")
    w.ann:types("@sshkey")
    w.ann:sees("ann@laptop |r{x}")
    w.ann:types("@sshkey/remove 2")
    w.ann:sees("Which one?")
    w.ann:types("@sshkey/remove 1")
    w.ann:sees("does not log in any more")
    w.ann:types("@sshkey")
    w.ann:sees("You have no keys.")
  end)

  it("takes nothing but public keys", function()
    local w = world { players = { "Ann" } }
    for _, line in ipairs { "x", "ssh-dss AAAAB3NzaC1kc3M=", "ssh-ed25519 nonsense", "-----BEGIN OPENSSH PRIVATE KEY-----", key:sub(1, 11) } do
      w.ann:types("@sshkey " .. line)
      w.ann:sees("That is no public key.")
    end
  end)
end)
