package stage_test

import (
	"runtime"
	"testing"
)

// TestDeletedThingsAreForgotten makes and deletes things again and again, by
// hand and with the room that they are the exits of: nothing is left of them in
// a world whose scripts are not reloaded.
func TestDeletedThingsAreForgotten(t *testing.T) {
	s := withPlugin(t, keg("It"))
	ann := player(t, s, "Ann", true)
	const round = `(function()
		for _ = 1, 200 do
			local room = mud.create.object { key = "Room", typeclass = "core.room" }
			local keg = mud.create.object { key = "keg", typeclass = "game.keg", location = room, home = room }
			local out = mud.create.object { key = "out", typeclass = "core.exit", location = room, destination = here }
			local into = mud.create.object { key = "in", typeclass = "core.exit", location = here, destination = room }
			assert(#keg.db.marks == 1 and #here.exits > 0 and out.destination == here and into.location == here)
			keg:delete()
			room:delete()
		end
	end)()`
	rounds := func(n int) uint64 {
		for range n {
			lua(t, ann, round, "nothing")
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := rounds(5)
	after := rounds(20)
	if grown := int64(after) - int64(before); grown > 3<<20 {
		t.Errorf("16,000 things that are gone have left %d KiB", grown>>10)
	}
}
