package memory_test

import (
	"encoding/json"
	"os"
	"testing"

	"mud/engine/store"
	"mud/engine/store/memory"
	"mud/engine/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Place {
		s := memory.New()
		return storetest.Place{
			Open: func(*testing.T) store.Store {
				s = s.Reopen()
				return s
			},
			ReadBackup: func(t *testing.T, file string) *store.Snapshot {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				var snap store.Snapshot
				if err := json.Unmarshal(data, &snap); err != nil {
					t.Fatal(err)
				}
				return &snap
			},
		}
	})
}
