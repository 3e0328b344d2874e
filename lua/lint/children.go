package lint

import "github.com/yuin/gopher-lua/ast"

// children are the expressions and statements right below a node, in order.
func children(n any) []any {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return append(list(n.Rhs), list(n.Lhs)...)
	case *ast.LocalAssignStmt:
		return list(n.Exprs)
	case *ast.FuncCallStmt:
		return []any{n.Expr}
	case *ast.DoBlockStmt:
		return list(n.Stmts)
	case *ast.WhileStmt:
		return append([]any{n.Condition}, list(n.Stmts)...)
	case *ast.RepeatStmt:
		return append(list(n.Stmts), n.Condition)
	case *ast.IfStmt:
		return append(append([]any{n.Condition}, list(n.Then)...), list(n.Else)...)
	case *ast.NumberForStmt:
		return append(present(n.Init, n.Limit, n.Step), list(n.Stmts)...)
	case *ast.GenericForStmt:
		return append(list(n.Exprs), list(n.Stmts)...)
	case *ast.FuncDefStmt:
		return append(present(n.Name.Func, n.Name.Receiver), n.Func)
	case *ast.ReturnStmt:
		return list(n.Exprs)
	case ast.Expr:
		return inside(n)
	}
	return nil
}

// inside are the parts of an expression.
func inside(n ast.Expr) []any {
	switch n := n.(type) {
	case *ast.AttrGetExpr:
		return []any{n.Object, n.Key}
	case *ast.TableExpr:
		var out []any
		for _, f := range n.Fields {
			out = append(out, present(f.Key, f.Value)...)
		}
		return out
	case *ast.FuncCallExpr:
		return append(present(n.Func, n.Receiver), list(n.Args)...)
	case *ast.LogicalOpExpr:
		return []any{n.Lhs, n.Rhs}
	case *ast.RelationalOpExpr:
		return []any{n.Lhs, n.Rhs}
	case *ast.StringConcatOpExpr:
		return []any{n.Lhs, n.Rhs}
	case *ast.ArithmeticOpExpr:
		return []any{n.Lhs, n.Rhs}
	case *ast.UnaryMinusOpExpr:
		return []any{n.Expr}
	case *ast.UnaryNotOpExpr:
		return []any{n.Expr}
	case *ast.UnaryLenOpExpr:
		return []any{n.Expr}
	case *ast.FunctionExpr:
		return list(n.Stmts)
	}
	return nil
}

func list[T any](nodes []T) []any {
	out := make([]any, len(nodes))
	for i, n := range nodes {
		out[i] = n
	}
	return out
}

// present leaves out what is not there.
func present(exprs ...ast.Expr) (out []any) {
	for _, e := range exprs {
		if e != nil {
			out = append(out, e)
		}
	}
	return out
}
