package load

import (
	"maps"
	"slices"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/meta"
)

// TestFieldsAreDescribed holds that each field of a definition has its comment.
func TestFieldsAreDescribed(t *testing.T) {
	entries, err := meta.Read("../..")
	if err != nil {
		t.Fatal(err)
	}
	for owner, fields := range map[string]map[string]lua.LValueType{
		"command": commandFields, "cmdset": cmdsetFields, "typeclass": typeclassFields, "menu": menuFields, "node": nodeFields, "option": optionFields,
	} {
		var described []string
		for _, e := range entries {
			if e.Owner == owner && e.Name[0] != '[' {
				described = append(described, e.Name)
			}
		}
		want := slices.Sorted(maps.Keys(fields))
		// These two are the loader's own.
		want = slices.DeleteFunc(want, func(name string) bool { return name == "full_name" || name == "__index" })
		if !slices.Equal(described, want) {
			t.Errorf("%s: the comments describe %v, and the fields are %v", owner, described, want)
		}
	}
}
