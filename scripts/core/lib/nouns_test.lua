local nouns = require("core.lib.nouns")

describe("nouns", function()
  it("say one and many", function()
    for name, want in pairs {
      apple = { "an apple", "apples" }, ["red box"] = { "a red box", "red boxes" }, ["a grey cat"] = { "a grey cat", "grey cats" },
      ["piece of string"] = { "a piece of string", "pieces of string" }, berry = { "a berry", "berries" }, key = { "a key", "keys" },
      ["old woman"] = { "an old woman", "old women" }, ["the bell"] = { "the bell", "bells" }, Excalibur = { "Excalibur", "Excaliburs" },
      torch = { "a torch", "torches" }, sheep = { "a sheep", "sheep" },
    } do
      expect(nouns.one(name), want[1])
      expect(nouns.many(name), want[2])
    end
    expect(nouns.number(3), "three")
    expect(nouns.number(13), "13")
  end)
end)
