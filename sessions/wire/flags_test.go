package wire_test

import (
	"maps"
	"testing"

	"mud/engine/session"
	"mud/sessions/wire"
)

// TestFlagsOfBothHalves holds that Portal and Server begin with the same
// protocol flags: the two packages do not know one another.
func TestFlagsOfBothHalves(t *testing.T) {
	if portal, server := map[string]any(wire.DefaultFlags()), session.DefaultFlags(); !maps.Equal(portal, server) {
		t.Errorf("the Portal begins with %v\nand the Server with %v", portal, server)
	}
}
