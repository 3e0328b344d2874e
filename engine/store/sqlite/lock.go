package sqlite

import (
	"fmt"
	"os"
	"strings"

	"mud/engine/store"
)

// inUse is the error for a lock that another process has; advice is what to do
// about that process.
func inUse(path, advice string) error {
	who := "another process"
	if pid, err := os.ReadFile(path); err == nil && len(pid) > 0 {
		who = "process " + strings.TrimSpace(string(pid))
	}
	return fmt.Errorf("%w by %s, which holds %s: %s", store.ErrInUse, who, path, advice)
}
