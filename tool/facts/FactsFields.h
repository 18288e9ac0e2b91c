//===----------------------------------------------------------------------===//
// What is a fact made of? One line for each struct, which writer, reader
// and linker go by. A field that is missing here does not compile.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_FACTSFIELDS_H
#define COHAZARD_FACTS_FACTSFIELDS_H

#include "facts/Facts.h"
#include "facts/Fields.h"

namespace cohazard::facts {

// clang-format off
COHAZARD_FIELDS(Entity, Usr, Name, Declared, Bound, Defined)
COHAZARD_FIELDS(FileTable::File, Path, RealPath)
COHAZARD_FIELDS(FileTable, Files)

COHAZARD_FIELDS(PathStep, What, Member, Index)
COHAZARD_FIELDS(Place, Base, Variable, Parameter, Path)
COHAZARD_FIELDS(CallableRef, Function, Parameter)
COHAZARD_FIELDS(BlockingEffect, Callee, Category, Replacement, Advice, Level,
                Brief, OnDescriptor, Descriptor, Await, Duration)
COHAZARD_FIELDS(Argument, Index, Callables, Object, Finds, OwnBy, Element)
COHAZARD_FIELDS(ParameterTest, Parameter, Test, Value)
COHAZARD_FIELDS(PassedMode, Index, Constant, Parameter, AddedFlags)
COHAZARD_FIELDS(CallDetails, Modes, Excuses, Blocks, Through, Lock, Pointer)
COHAZARD_FIELDS(Call, Where, Callee, Signature, InvokedParameter, Kind,
                MayBlockHere, AsyncInterface, Unseen, TakesReady, Arguments, More)
COHAZARD_FIELDS(Registration, Where, What, By)
COHAZARD_FIELDS(IndexRange, From, To, Bound)
COHAZARD_FIELDS(Spawn, Where, What, By, Count, OverlapsCaller, OnceInTeam,
                EachOnce, OnLoop, Loop, Pointer, Signature, Handles, Range,
                Serial, Arguments, Modes)
COHAZARD_FIELDS(LoopRun, Where, Loop)
COHAZARD_FIELDS(Join, Where, Handle, Every, Range, Use, Mark)
COHAZARD_FIELDS(Handover, Where, From, To)
COHAZARD_FIELDS(LockStep, Where, Lock, Mode, Acquires, Local, Once, Semaphore,
                Turn)
COHAZARD_FIELDS(Access, Where, What, Writes, Atomic)
COHAZARD_FIELDS(ThreadBound, Where, Variable, OfCaller, Confined)
COHAZARD_FIELDS(Signal, Where, What, Waits)
COHAZARD_FIELDS(Suspension, Where, HandsLockOver)
COHAZARD_FIELDS(Step, Kind, Index)
COHAZARD_FIELDS(Block, Steps, Successors)
COHAZARD_FIELDS(Flow, Blocks)
COHAZARD_FIELDS(Written, Text, BindsLooser)
COHAZARD_FIELDS(Beside, Calls, Variables)
COHAZARD_FIELDS(Rewrite, Call, Begin, Expression, Length, Text, BindsLooser, Arguments, Object,
                ObjectIsTemporary, ObjectIsMoved, Indent, Crowded, Gives, Type,
                DefaultConstructible, Used, NeedsParentheses, LifeExtended, Obstacle,
                Immovable, Doubt, Beside, AwaitsMore, Confined)
COHAZARD_FIELDS(MissingInclude, Header, Where, Text)
COHAZARD_FIELDS(AwaitInsertion, Legality, Begin, End, ParenthesizeOperand,
                ParenthesizeWhole, YieldsVoid)
COHAZARD_FIELDS(DroppedTask, Where, How, Form, Creator, Variable, Taker, Lazy,
                BlocksInDestructor, TakesLock, VoidCast, Exit, Await)
COHAZARD_FIELDS(Variable, Id, Type, ThreadLocal, StaticLocal)
COHAZARD_FIELDS(Function, Id, Where, Async, IsCoroutine, InternalLinkage, IsMain,
                IsStaticInit, IsLambda, IsRegion, NonBlocking, MainThreadOnly,
                KnowsWouldBlock, Overrides, Calls, Registrations, Spawns, Joins,
                LoopRuns, Handovers, Locks, Signals, Accesses, Suspensions,
                Rewrites, TaskType, TaskScope, Bound, DroppedTasks, Body,
                RequiredLocks, HandedGuards, Parameters, Throws, Assumptions)
COHAZARD_FIELDS(PointerStore, In, Into, Object, Copies, Callables)
COHAZARD_FIELDS(AddressTaken, Function, Signature)
COHAZARD_FIELDS(SemaphoreStart, What, Count)
COHAZARD_FIELDS(TuFacts, Texts, MainFile, Directory, Files, Entities, Functions,
                Variables, PointerStores, AddressesTaken, SemaphoreStarts,
                NonBlockingDescriptors, DescriptorPasses,
                MissingIncludes, UnknownCalls)
// clang-format on

} // namespace cohazard::facts

#endif
