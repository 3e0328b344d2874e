package vm

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// place is an instruction of a function.
type place struct {
	fn *lua.FunctionProto
	pc int
}

// instruction is one of gopher-lua's, which is one of Lua 5.1's.
type instruction struct{ op, a, b, c, bx int }

func decode(code uint32) instruction {
	return instruction{
		op: int(code >> 26), a: int(code>>18) & 0xff, b: int(code & 0x1ff), c: int(code>>9) & 0x1ff, bx: int(code & 0x3ffff),
	}
}

func (at place) instruction() instruction { return decode(at.fn.Code[at.pc]) }

const (
	constant = 1 << 8        // of an operand: it is a constant, not a register
	noJump   = (1<<18)/2 - 1 // what the distance of a jump is counted from
	deepest  = 6             // names of names
)

// name is what the script calls the value in a register, such as "arg.who" or
// "mud.find(…)"; "" when it has no name.
func (at place) name(reg int) string { return at.nameWithin(reg, deepest) }

// operand is the same for what may be a constant.
func (at place) operand(rk int) string {
	if rk&constant != 0 {
		return ""
	}
	return at.name(rk)
}

func (at place) nameWithin(reg, depth int) string {
	if reg < 0 || depth == 0 {
		return ""
	}
	if name, ok := at.local(reg); ok {
		return name
	}
	from, ok := at.written(reg)
	if !ok {
		return ""
	}
	i, proto := from.instruction(), at.fn
	switch i.op {
	case lua.OP_MOVE, lua.OP_MOVEN:
		return from.nameWithin(i.b, depth-1)
	case lua.OP_GETUPVAL:
		if i.b < len(proto.DbgUpvalues) {
			return proto.DbgUpvalues[i.b]
		}
	case lua.OP_GETGLOBAL:
		return proto.Constants[i.bx].String()
	case lua.OP_GETTABLE, lua.OP_GETTABLEKS:
		return from.member(i, ".", depth)
	case lua.OP_SELF:
		if reg == i.a {
			return from.member(i, ":", depth)
		}
		return from.nameWithin(i.b, depth-1)
	case lua.OP_CALL:
		if name := from.nameWithin(i.a, depth-1); name != "" && reg == i.a {
			return name + "(…)"
		}
	}
	return ""
}

// local is the name of the local variable in a register.
func (at place) local(reg int) (string, bool) {
	for _, l := range at.fn.DbgLocals {
		if l.StartPc > at.pc || at.pc >= l.EndPc {
			continue
		}
		if reg--; reg < 0 {
			return l.Name, !strings.HasPrefix(l.Name, "(") // the interpreter's own are "(for index)" and such
		}
	}
	return "", false
}

// member is the name of what an instruction takes out of a table.
func (at place) member(i instruction, dot string, depth int) string {
	base := at.nameWithin(i.b, depth-1)
	if base == "" {
		return ""
	}
	if i.c&constant == 0 {
		if key := at.nameWithin(i.c, depth-1); key != "" {
			return base + "[" + key + "]"
		}
		return base + "[…]"
	}
	switch key := at.fn.Constants[i.c&^constant].(type) {
	case lua.LString:
		return base + dot + string(key)
	default:
		return base + "[" + key.String() + "]"
	}
}

// written is the instruction before this one that put its value into a register.
// It is none where a jump may have gone round it.
func (at place) written(reg int) (place, bool) {
	code := at.fn.Code
	pc := at.pc - 1
	for pc >= 0 && !decode(code[pc]).writes(reg) {
		pc--
	}
	for before := 0; before < pc; before++ {
		i := decode(code[before])
		if i.op != lua.OP_JMP {
			continue
		}
		if target := before + 1 + i.bx - noJump; target > pc && target <= at.pc {
			return place{}, false
		}
	}
	return place{at.fn, pc}, pc >= 0
}

// writes reports whether an instruction changes a register.
func (i instruction) writes(reg int) bool {
	switch i.op {
	case lua.OP_SETGLOBAL, lua.OP_SETUPVAL, lua.OP_SETTABLE, lua.OP_SETTABLEKS, lua.OP_JMP, lua.OP_EQ, lua.OP_LT,
		lua.OP_LE, lua.OP_TEST, lua.OP_TAILCALL, lua.OP_RETURN, lua.OP_SETLIST, lua.OP_CLOSE, lua.OP_NOP:
		return false
	case lua.OP_CALL, lua.OP_VARARG, lua.OP_TFORLOOP, lua.OP_FORLOOP, lua.OP_FORPREP:
		return reg >= i.a
	case lua.OP_LOADNIL:
		return reg >= i.a && reg <= i.b
	case lua.OP_SELF:
		return reg == i.a || reg == i.a+1
	}
	return reg == i.a
}
