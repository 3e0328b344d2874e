package api

import (
	"os"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/guard"
	"mud/lua/vm"
)

// Place tells where what scripts define comes from.
type Place struct {
	Kind       string // "command", "cmdset", "typeclass" …; "lib" and "help" too
	Name       string // in full
	Plugin     string
	File       string // below the scripts folder
	Line       int
	Generation int    // in which the file changed last
	By         string // who asked for that reload, "" for a start
	Asked      int64  // when, in seconds since 1970
	Path       string // of the file on this machine
}

// mud.server:measure runs a line as the session would have typed it, waits up
// to its end or its first wait, and tells what that took: seconds in all and in
// scripts, what the whole server allocated meanwhile, what was written to the
// store, and how many texts went to how many sessions.
//
// @param cmd mud.Cmd
// @param line string
// @return { steps: integer, seconds: number, lua: number, objects: integer, bytes: integer, writes: string[], texts: integer, sessions: integer }
func (a *API) serverMeasure(L *lua.LState) int {
	a.live(L)
	return vm.Wait(L, engine.Measure{Line: guard.Release(L.CheckString(3))})
}

// mud.server:slow lists the scripts that held the world up for more than 50 ms
// in one step, the last one last. worst is in seconds.
//
// @return { what: string, file: string, who: string, count: integer, worst: number, last: number }[]
func (a *API) serverSlow(L *lua.LState) int {
	out := []any{}
	for _, s := range a.live(L).Slow() {
		out = append(out, map[string]any{"what": s.What, "file": s.Where, "who": s.Who, "count": s.Count,
			"worst": s.Worst.Seconds(), "last": float64(s.Last.UnixMilli()) / 1000})
	}
	L.Push(a.Lua(out))
	return 1
}

// mud.server:places tells where the commands, command sets, typeclasses, menus,
// hooks, input and lock functions, modules, help topics and texts of a name come
// from: the key or the alias of a command, or a name in full. changed is when the file was written last, in
// seconds since 1970, 0 if it is gone; generation, by and asked are of the
// reload in which the file changed last, also after a restart. by is an
// account's name, "(watcher)", "(mud reload)", or "" for a start.
//
// @param name string
// @return { kind: string, name: string, plugin: string, file: string, line: integer, generation: integer, by: string, asked: number, changed: number }[]
func (a *API) serverPlaces(L *lua.LState) int {
	a.live(L)
	places := a.defs.Places(strings.ToLower(guard.Release(L.CheckString(2))))
	return vm.Wait(L, engine.Job{
		Work: func() any {
			changed := make([]float64, len(places))
			for i, p := range places {
				if info, err := os.Stat(p.Path); err == nil {
					changed[i] = float64(info.ModTime().UnixMilli()) / 1000
				}
			}
			return changed
		},
		Then: func(result any) ([]any, error) {
			out := []any{}
			for i, changed := range result.([]float64) {
				p := places[i]
				out = append(out, map[string]any{"kind": p.Kind, "name": p.Name, "plugin": p.Plugin, "file": p.File, "line": p.Line,
					"generation": p.Generation, "by": p.By, "asked": float64(p.Asked), "changed": changed})
			}
			return []any{out}, nil
		},
	})
}
