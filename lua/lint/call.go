package lint

import (
	"fmt"
	"strings"

	"github.com/yuin/gopher-lua/ast"
)

// reference is an argument that names something.
type reference struct {
	arg  int
	kind Kind // "" for a function
	soft bool // what a plugin would bring that is not in use may be named
}

// references are the functions of the API whose arguments name something.
var references = map[string]reference{
	"obj.cmdset.add":    {0, Cmdset, false},
	"obj.cmdset.remove": {0, Cmdset, true},
	"obj.cmdset.has":    {0, Cmdset, true},
	"obj.is_typeclass":  {0, Typeclass, true},
	"obj.set_typeclass": {0, Typeclass, false},
	"mud.has_typeclass": {0, Typeclass, true},
	"cmd.menu":          {0, Menu, false},
	"obj.menu":          {0, Menu, false},
	"mud.texts.get":     {0, Text, false},
	"cmd.dialog":        {0, "", false},
	"obj.dialog":        {0, "", false},
	"mud.delay":         {1, "", false},
	"mud.ticker.add":    {1, "", false},
}

// call looks at a call; it returns true when it has looked at its parts too.
func (c *checker) call(e *ast.FuncCallExpr) bool {
	if e.Receiver != nil {
		c.has(e, c.value(e.Receiver), e.Method, true)
	}
	name, _ := c.called(e)
	if ref, ok := references[name]; ok && ref.arg < len(e.Args) {
		if literal, ok := text(e.Args[ref.arg]); ok {
			plugin, _, _ := strings.Cut(literal, ".")
			if _, used := c.known.Settings[plugin]; used || !ref.soft {
				c.refer(e.Args[ref.arg], ref.kind, literal)
			}
		}
	}
	switch name {
	case "mud.create.object", "mud.create.script", "mud.create.channel", "mud.find_all":
		c.typeclassOf(e)
	case "mud.settings":
		c.settingsOf(e)
	case "mud.command", "mud.menu":
		if len(e.Args) == 1 {
			c.commandTable(e.Args[0], syntaxOf(name, e.Args[0]))
			return true
		}
	}
	if id, ok := e.Func.(*ast.IdentExpr); ok && id.Value == "require" && len(e.Args) == 1 {
		if module, ok := text(e.Args[0]); ok && !c.known.Modules[module] {
			c.report(e, module, fmt.Sprintf("there is no module %q%s", module, mean(module, c.known.Modules)))
		}
	}
	return false
}

// refer reports a text that names what is not there.
func (c *checker) refer(at ast.Expr, kind Kind, name string) {
	names, what := c.known.Named[kind], string(kind)
	if kind == "" {
		names, what = c.known.Functions, "function"
	}
	if names != nil && !names[name] {
		c.report(at, name, fmt.Sprintf("there is no %s %q%s", what, name, mean(name, names)))
	}
}

// typeclassOf looks at the field typeclass of a table.
func (c *checker) typeclassOf(e *ast.FuncCallExpr) {
	if len(e.Args) != 1 {
		return
	}
	t, ok := e.Args[0].(*ast.TableExpr)
	if !ok {
		return
	}
	for _, f := range t.Fields {
		if key, ok := text(f.Key); ok && key == "typeclass" {
			if name, ok := text(f.Value); ok {
				c.refer(f.Value, Typeclass, name)
			}
		}
	}
}

func (c *checker) settingsOf(e *ast.FuncCallExpr) {
	if len(e.Args) != 1 {
		return
	}
	if plugin, ok := text(e.Args[0]); ok && c.known.Settings != nil && c.known.Settings[plugin] == nil {
		names := Set{}
		for name := range c.known.Settings {
			names[name] = true
		}
		c.report(e, plugin, fmt.Sprintf("there is no plugin %q%s", plugin, mean(plugin, names)))
	}
}

// syntaxOf is what a command gets its second argument from; nothing is known of
// that where it reads its line by itself.
func syntaxOf(function string, e ast.Expr) value {
	t, ok := e.(*ast.TableExpr)
	if !ok || function != "mud.command" {
		return value{}
	}
	v := value{}
	for _, f := range t.Fields {
		switch key, _ := text(f.Key); key {
		case "parse":
			return value{}
		case "syntax":
			if syntax, ok := text(f.Value); ok {
				v = value{arguments, syntax}
			}
		}
	}
	return v
}

// commandTable looks at the table of a command or a menu: the functions in it
// get cmd first, and run gets args.
func (c *checker) commandTable(e ast.Expr, args value) {
	t, ok := e.(*ast.TableExpr)
	if !ok {
		c.expr(e)
		return
	}
	for _, f := range t.Fields {
		if f.Key != nil {
			c.expr(f.Key)
		}
		key, _ := text(f.Key)
		switch v := f.Value.(type) {
		case *ast.FunctionExpr:
			known := map[string]value{}
			if len(v.ParList.Names) > 0 && key != "format" {
				known[v.ParList.Names[0]] = value{what: cmd}
			}
			if len(v.ParList.Names) > 1 && key == "run" {
				known[v.ParList.Names[1]] = args
			}
			c.function(v, known)
		case *ast.TableExpr:
			c.commandTable(v, value{})
		default:
			c.expr(v)
		}
	}
}
