package lint

import (
	"fmt"

	"github.com/yuin/gopher-lua/ast"

	"mud/engine/command"
)

// what is what an expression is known to be.
type what int

const (
	unknown   what = iota
	module         // mud or a part of it; name is "mud", "mud.sessions" …
	handle         // an entity or a session
	part           // obj.tags and its like; name is the owner in Known.API
	cmd            // the first argument of a command's functions
	class          // a typeclass
	library        // string, table …; name is which
	settings       // mud.settings("x"); name is the plugin
	arguments      // the second argument of a command's run; name is the command's syntax
)

type value struct {
	what what
	name string
}

// entities are the kinds of arguments that are objects.
var entities = Set{"object": true, "here": true, "carried": true, "character": true, "player": true, "account": true, "exit": true}

// argumentsOf are the kinds of the arguments in a syntax, by name; nil for a
// syntax that is wrong, which is told elsewhere.
func argumentsOf(syntax string) map[string]string {
	s, err := command.ParseSyntax(syntax)
	if err != nil {
		return nil
	}
	return s.ArgKinds()
}

// handles are the fields of handles and of cmd that are handles themselves.
var handles = Set{"location": true, "home": true, "destination": true, "account": true, "puppet": true, "caller": true, "session": true, "obj": true}

// value is what an expression is, as far as that can be told.
func (c *checker) value(e ast.Expr) value {
	switch e := e.(type) {
	case *ast.IdentExpr:
		if v, ok := c.local(e.Value); ok {
			return v
		}
		if c.known.Globals[e.Value] != nil {
			return value{library, e.Value}
		}
	case *ast.AttrGetExpr:
		if key, ok := text(e.Key); ok {
			return c.member(c.value(e.Object), key)
		}
	case *ast.FuncCallExpr:
		return c.result(e)
	}
	return value{}
}

// member is what a field is.
func (c *checker) member(of value, key string) value {
	switch of.what {
	case module:
		if name := of.name + "." + key; c.known.API[name] != nil {
			return value{module, name}
		}
	case cmd:
		if key == "cmdset" {
			return value{part, "cmd.cmdset"}
		}
		if handles[key] {
			return value{what: handle}
		}
	case arguments:
		if entities[argumentsOf(of.name)[key]] {
			return value{what: handle}
		}
	case handle:
		if handles[key] && !c.known.Class[key] {
			return value{what: handle}
		}
		if name := "obj." + key; c.known.API[name] != nil {
			return value{part, name}
		}
	}
	return value{}
}

// result is what a call gives.
func (c *checker) result(e *ast.FuncCallExpr) value {
	if id, ok := e.Func.(*ast.IdentExpr); ok && id.Value == "require" && len(e.Args) == 1 {
		if name, _ := text(e.Args[0]); name == "mud" {
			return value{module, "mud"}
		}
		return value{}
	}
	switch name, _ := c.called(e); name {
	case "mud.create.object", "mud.find":
		return value{what: handle}
	case "mud.typeclass":
		return value{what: class}
	case "mud.settings":
		if len(e.Args) == 1 {
			if plugin, ok := text(e.Args[0]); ok {
				return value{settings, plugin}
			}
		}
	}
	return value{}
}

// called is the full name of the function of the API that is called, "" when
// it is none that is known; colon says how.
func (c *checker) called(e *ast.FuncCallExpr) (name string, colon bool) {
	object, key := e.Receiver, e.Method
	if at, ok := e.Func.(*ast.AttrGetExpr); ok {
		object = at.Object
		key, _ = text(at.Key)
	}
	if object == nil || key == "" {
		return "", false
	}
	colon = e.Receiver != nil
	switch v := c.value(object); v.what {
	case module, part:
		return v.name + "." + key, colon
	case handle:
		return "obj." + key, colon
	case cmd:
		return "cmd." + key, colon
	}
	return "", colon
}

// field reports a field that is not there.
func (c *checker) field(e *ast.AttrGetExpr) {
	if key, ok := text(e.Key); ok {
		c.has(e, c.value(e.Object), key, false)
	}
}

// has reports what a value does not have. A field that the file asks for
// before it uses it, or sets, may be there or not.
func (c *checker) has(at ast.PositionHolder, v value, key string, call bool) {
	if !call && c.tested[key] && v.what != arguments {
		return
	}
	switch v.what {
	case arguments:
		if names := set(argumentsOf(v.name)); len(names) > 0 && !names[key] && !c.set[key] {
			c.report(at, key, fmt.Sprintf("the syntax has no <%s:…>%s", key, mean(key, names)))
		}
	case module:
		if c.known.API[v.name+"."+key] == nil {
			c.missing(at, v.name, key, c.known.API[v.name])
		}
	case part:
		c.missing(at, v.name, key, c.known.API[v.name])
	case cmd:
		if !c.set[key] {
			c.missing(at, "cmd", key, c.known.API["cmd"])
		}
	case handle:
		if c.known.Class != nil && !c.known.Class[key] && !c.known.API["session"][key] && !c.tested[key] {
			c.missing(at, "an object", key, c.known.API["obj"])
		}
	case library:
		c.missing(at, v.name, key, c.known.Globals[v.name])
	case settings:
		if keys := c.known.Settings[v.name]; keys != nil {
			if !keys[key] {
				c.report(at, key, fmt.Sprintf("the plugin %s has no setting %q%s", v.name, key, mean(key, keys)))
			}
		}
	}
}

func (c *checker) missing(at ast.PositionHolder, owner, key string, names Set) {
	if !names[key] {
		c.report(at, key, fmt.Sprintf("%s has no %q%s", owner, key, mean(key, names)))
	}
}

func set(kinds map[string]string) Set {
	names := Set{}
	for name := range kinds {
		names[name] = true
	}
	return names
}
