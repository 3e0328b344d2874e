package load

import (
	"maps"
	"slices"
	"strings"
)

// Names are the full names of what a generation defines, sorted.
type Names struct{ Commands, Cmdsets, Typeclasses, Menus []string }

// Names lists what the generation defines.
func (g *Generation) Names() Names {
	n := Names{
		Commands: slices.Sorted(maps.Keys(g.commands)), Cmdsets: slices.Sorted(maps.Keys(g.cmdsets)),
		Typeclasses: slices.Sorted(maps.Keys(g.typeclasses)),
	}
	for _, module := range slices.Sorted(maps.Keys(g.modules)) {
		if parts := strings.SplitN(module, ".", 3); len(parts) == 3 && parts[1] == "menus" {
			n.Menus = append(n.Menus, parts[0]+"."+parts[2])
		}
	}
	return n
}
