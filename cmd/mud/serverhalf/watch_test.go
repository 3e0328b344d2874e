package serverhalf

import (
	"testing"

	"mud/engine/account"
)

// TestAskers: nobody can be named like an asker that is no account; the asker is
// told of the faults of what it brought.
func TestAskers(t *testing.T) {
	for _, name := range []string{watched, fromShell} {
		if account.CheckName(nil, name) == nil {
			t.Errorf("an account can be named %q", name)
		}
	}
}
