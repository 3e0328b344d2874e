package builtin

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"
)

// TestEach: the order is that of pairs: the list, then the keys as they came.
func TestEach(t *testing.T) {
	table := (&lua.LState{}).NewTable()
	var want []string
	for i := range 50 {
		table.RawSetString(fmt.Sprint("key", 49-i), lua.LTrue)
		want = append(want, fmt.Sprint("key", 49-i))
	}
	table.RawSetInt(1, lua.LTrue)
	want = append([]string{"1"}, want...)
	var got []string
	Each(table, func(k, _ lua.LValue) { got = append(got, k.String()) })
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestNoMapOrder: nothing in lua/ walks a table in the order of a Go map.
func TestNoMapOrder(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if seen++; strings.Contains(string(text), ".ForEach(") {
			t.Errorf("%s: Each is in the order of pairs, ForEach is not", path)
		}
		return err
	})
	if err != nil || seen < 50 {
		t.Errorf("%d files looked at: %v", seen, err)
	}
}
