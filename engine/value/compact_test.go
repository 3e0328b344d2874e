package value

import "testing"

// TestCompact sees to it that the places of deleted keys do not pile up in a
// table whose keys come and go, and that the order survives.
func TestCompact(t *testing.T) {
	table := NewTable()
	for i := range 1000 {
		table.Set(float64(-i), true)
		table.Set(float64(-i+2), nil)
	}
	if len(table.keys) > 50 {
		t.Errorf("%d places are kept for %d keys", len(table.keys), table.Size())
	}
	if keys := table.Keys(); len(keys) != 2 || keys[0] != -998.0 || keys[1] != -999.0 {
		t.Errorf("keys are %v", keys)
	}
}
