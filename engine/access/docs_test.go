package access

import (
	"os"
	"strings"
	"testing"
)

// TestFunctionsAreDescribed holds that docs/objects.md names
// every function that locks may use.
func TestFunctionsAreDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/objects.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range funcs {
		if !strings.Contains(string(page), "`"+name+"(") {
			t.Errorf("docs/objects.md does not tell about the lock function %s()", name)
		}
	}
}
