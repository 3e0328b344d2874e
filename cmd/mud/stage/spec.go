package stage

import (
	"io"
	"maps"

	"mud/lua/spec"
)

// Tests runs tests of scripts on stages; see lua/spec. log is where the
// worlds' logs go.
func Tests(o spec.Options, log io.Writer) spec.Options {
	o.Open = func(s spec.Setup) (spec.World, error) {
		stage, err := New(Options{
			Scripts: o.Scripts, Plugins: s.Plugins, Settings: s.Settings, Mode: s.Mode, Seed: s.Seed, Like: s.Like, Log: log,
		})
		return world{stage}, err
	}
	return o
}

// world is a stage as a test of scripts sees it.
type world struct{ *Stage }

// Connect makes a connection that has not logged in.
func (w world) Connect() spec.Actor { return w.Stage.Connect() }

// Join logs somebody in.
func (w world) Join(name string) (spec.Actor, error) { return w.Stage.Join(name) }

// Reload loads the scripts anew, with files in place of those on disk, as if they
// had been saved: later reloads have them too.
func (w world) Reload(files map[string]string) (string, error) {
	if w.loader.Overlay == nil {
		w.loader.Overlay = map[string]string{}
	}
	maps.Copy(w.loader.Overlay, files)
	return w.Stage.Reload()
}
