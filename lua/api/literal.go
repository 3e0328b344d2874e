package api

import (
	"fmt"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"

	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
)

// maxLiteral bounds the text of a literal: the parser's own stack grows with it.
const maxLiteral = 16 << 10

// mud.literal reads a value as builders type it: 12, true, "a text",
// { 1, 2, name = "x" } and #12 for an entity. Nothing is run.
//
// @param text string
// @return boolean ok
// @return mud.Value value, or what is wrong with the text
func (a *API) mudLiteral(L *lua.LState) int {
	a.live(L)
	v, err := a.literal(guard.Release(L.CheckString(1)))
	if err != nil {
		L.Push(lua.LFalse)
		L.Push(lua.LString(err.Error()))
		return 2
	}
	L.Push(lua.LTrue)
	L.Push(v)
	return 2
}

func (a *API) literal(text string) (lua.LValue, error) {
	if len(text) > maxLiteral {
		return nil, fmt.Errorf("a value may be typed in %d characters", maxLiteral)
	}
	chunk, err := parse.Parse(strings.NewReader("return "+text), "value")
	if err != nil || len(chunk) != 1 {
		return nil, fmt.Errorf("%q is no value", text)
	}
	ret, ok := chunk[0].(*ast.ReturnStmt)
	if !ok || len(ret.Exprs) != 1 {
		return nil, fmt.Errorf("%q is no value", text)
	}
	return a.fromExpr(ret.Exprs[0], 0)
}

// fromExpr is the value of an expression that is one as it stands.
func (a *API) fromExpr(x ast.Expr, depth int) (lua.LValue, error) {
	switch x := x.(type) {
	case *ast.NilExpr:
		return lua.LNil, nil
	case *ast.TrueExpr:
		return lua.LTrue, nil
	case *ast.FalseExpr:
		return lua.LFalse, nil
	case *ast.StringExpr:
		return lua.LString(x.Value), nil
	case *ast.NumberExpr:
		return number(x)
	case *ast.UnaryMinusOpExpr:
		if n, ok := x.Expr.(*ast.NumberExpr); ok {
			v, err := number(n)
			return -v, err
		}
	case *ast.UnaryLenOpExpr: // "#12", as entities are written
		if n, ok := x.Expr.(*ast.NumberExpr); ok {
			return a.reference(n.Value)
		}
	case *ast.TableExpr:
		return a.fromTableExpr(x, depth+1)
	}
	return nil, fmt.Errorf("a value is a number, a text in quotes, true, false, nil, #12 or { … } of such")
}

func number(x *ast.NumberExpr) (lua.LNumber, error) {
	n, err := strconv.ParseFloat(x.Value, 64)
	if err != nil {
		i, err := strconv.ParseInt(x.Value, 0, 64)
		return lua.LNumber(i), err
	}
	return lua.LNumber(n), nil
}

func (a *API) reference(id string) (lua.LValue, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if o := a.engine.World.Get(value.Ref(n)); err == nil && o != nil {
		return a.Handle(o), nil
	}
	return nil, fmt.Errorf("there is nothing with the id #%s", id)
}

func (a *API) fromTableExpr(x *ast.TableExpr, depth int) (lua.LValue, error) {
	if depth > maxDepth {
		return nil, tooDeep("a value")
	}
	t := a.vm.State().NewTable()
	for _, f := range x.Fields {
		v, err := a.fromExpr(f.Value, depth)
		if err != nil {
			return nil, err
		}
		if f.Key == nil {
			t.Append(v)
			continue
		}
		key, err := a.fromExpr(f.Key, depth)
		if err != nil {
			return nil, err
		}
		if key == lua.LNil {
			return nil, fmt.Errorf("nil is no key")
		}
		t.RawSet(key, v)
	}
	return t, nil
}

// maxShown is where the text of a value is cut.
const maxShown = 2000

// mud.show is a value as mud.literal reads it, on one line; a long one is cut.
//
// @param v mud.Value
// @return string
func (a *API) mudShow(L *lua.LState) int {
	v := L.Get(1)
	stored, err := a.Value(v, "mud.show")
	if err != nil {
		L.Push(lua.LString(L.ToStringMeta(v).String()))
		return 1
	}
	L.Push(lua.LString(cut(shown(stored))))
	return 1
}

// cut shortens the text of a long value.
func cut(text string) string {
	if r := []rune(text); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return text
}

// shown is a stored value in Lua's words.
func shown(v value.Value) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case string:
		return luaQuote(v)
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case value.Ref:
		return "#" + strconv.FormatInt(int64(v), 10)
	case *value.Table:
		var parts []string
		for i, k := range v.Keys() {
			entry := shown(v.Get(k))
			if i >= v.Len() { // the list part comes first, and needs no keys
				entry = shownKey(k) + " = " + entry
			}
			parts = append(parts, entry)
		}
		if len(parts) == 0 {
			return "{}"
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return fmt.Sprint(v)
}

func shownKey(k value.Value) string {
	if name, ok := k.(string); ok && isName(name) {
		return name
	}
	return "[" + shown(k) + "]"
}

// isName reports whether Lua takes a key without brackets.
func isName(s string) bool {
	for i, r := range s {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != "" && !luaWords[s]
}

// luaWords are those that are no names in Lua.
var luaWords = map[string]bool{
	"and": true, "break": true, "do": true, "else": true, "elseif": true, "end": true, "false": true, "for": true,
	"function": true, "goto": true, "if": true, "in": true, "local": true, "nil": true, "not": true, "or": true,
	"repeat": true, "return": true, "then": true, "true": true, "until": true, "while": true,
}

var luaEscapes = strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\n", "\\n", "\r", "\\r", "\x00", "\\0")

func luaQuote(s string) string { return `"` + luaEscapes.Replace(s) + `"` }

// mud.kind says what a value is: "object", "account", "channel" or "script" for
// an entity, "session", "table" also for a stored table, else what type says.
//
// @param v mud.Value|mud.Session
// @return string
func (a *API) mudKind(L *lua.LState) int {
	kind := L.Get(1).Type().String()
	if ud, ok := L.Get(1).(*lua.LUserData); ok {
		switch v := ud.Value.(type) {
		case *object.Object:
			kind = string(v.Kind())
		case *session.Session:
			kind = "session"
		case *tableProxy, *dbProxy:
			kind = "table"
		}
	}
	L.Push(lua.LString(kind))
	return 1
}
