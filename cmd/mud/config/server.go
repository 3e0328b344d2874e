package config

import (
	"strings"
	"time"
)

// Server is the half that holds the world.
type Server struct {
	Link        string        `toml:"link"`         // where Portal and Server meet: "unix:" and an absolute path, or "tcp:" and an address
	LinkSecret  string        `toml:"link_secret"`  // what both halves know, for a link over tcp
	CallTime    time.Duration `toml:"call_time"`    // what one call into Lua may take, 10ms to 10s
	CallMemory  int64         `toml:"call_memory"`  // bytes that one call into Lua may allocate, 1 MiB to 4 GiB
	CallChanges int           `toml:"call_changes"` // changes of the world that one call may make
	MaxObjects  int           `toml:"max_objects"`  // entities that there may be
	MaxTimers   int           `toml:"max_timers"`   // delays, tickers and sleeping scripts that there may be
}

// Scripts say where the Lua is.
type Scripts struct {
	Path    string   `toml:"path"`    // the folder of the plugins, absolute
	Plugins []string `toml:"plugins"` // the plugins in use; the order settles what two of them replace
	Watch   bool     `toml:"watch"`   // reload when a script was saved
}

// Store says where the world is kept.
type Store struct {
	URL        string `toml:"url"`        // "sqlite:" and an absolute path
	Durability string `toml:"durability"` // "process" or "power": what a commit outlives
}

// Log says what is logged and where.
type Log struct {
	Level  string `toml:"level"`  // the least that is logged: "debug", "info", "warn" or "error"
	Format string `toml:"format"` // "text" or "json"
	File   string `toml:"file"`   // absolute; "" for the standard error output
}

const (
	linkScheme  = "unix:"
	storeScheme = "sqlite:"
)

func defaultServer() Server {
	return Server{Link: linkScheme + "data/link.sock", CallTime: 250 * time.Millisecond, CallMemory: 64 << 20, CallChanges: 50_000, MaxObjects: 1_000_000, MaxTimers: 20_000}
}

func defaultScripts() Scripts {
	return Scripts{Path: "scripts", Plugins: []string{"core", "haven"}}
}

func defaultStore() Store { return Store{URL: storeScheme + "data/mud.db", Durability: "process"} }

func defaultLog() Log { return Log{Level: "info", Format: "text"} }

// File is the path of the store's file.
func (s *Store) File() string { return strings.TrimPrefix(s.URL, storeScheme) }

func (s *Server) fields() []field {
	return []field{
		meeting("link", &s.Link),
		secret("link_secret", &s.LinkSecret),
		span("call_time", &s.CallTime, 10*time.Millisecond, 10*time.Second),
		size("call_memory", &s.CallMemory, 1<<20, 4<<30),
		whole("call_changes", &s.CallChanges, 100, 10_000_000, "of changes"),
		whole("max_objects", &s.MaxObjects, 1000, 100_000_000, "of objects"),
		whole("max_timers", &s.MaxTimers, 100, 10_000_000, "of timers"),
	}
}

// check finds keys that need one another.
func (s *Server) check() []conflict {
	if strings.HasPrefix(s.Link, "tcp:") && s.LinkSecret == "" {
		return []conflict{{"link", "needs link_secret, a word that both halves know"}}
	}
	return nil
}

func (s *Scripts) fields() []field {
	return []field{
		folder("path", &s.Path),
		plugins("plugins", &s.Plugins),
		toggle("watch", &s.Watch),
	}
}

func (s *Store) fields() []field {
	return []field{
		fileURL("url", &s.URL, storeScheme, "a file"),
		choice("durability", &s.Durability, "process", "power"),
	}
}

func (l *Log) fields() []field {
	return []field{
		choice("level", &l.Level, "debug", "info", "warn", "error"),
		choice("format", &l.Format, "text", "json"),
		optionalFile("file", &l.File),
	}
}
