namespace Linkseal.Runtime.Places;

/// <summary>What stopped us was neither the description nor the platform, but the machine: caught once, at the top; exit 3.</summary>
public class EnvironmentException : Exception
{
    /// <summary>With one line that says what and where.</summary>
    public EnvironmentException(string message)
        : base(message)
    {
    }

    /// <summary>With one line that says what and where, and what it came from.</summary>
    public EnvironmentException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a reason: only for serializers.</summary>
    public EnvironmentException()
    {
    }
}

/// <summary>The operating system refused an operation on a file: <c>cannot create /etc/x: no space left on device</c>.</summary>
public sealed class DiskException : EnvironmentException
{
    /// <summary>An operation on a path, and why it was refused.</summary>
    /// <param name="operation">The verb: <c>create</c>, <c>rename</c>.</param>
    /// <param name="path">The path on this machine.</param>
    /// <param name="errno">The number of the error, as in errno(3).</param>
    public DiskException(string operation, string path, int errno)
        : base($"cannot {operation} {path}: {Errno.Words(errno)}") => (Operation, Path, Error) = (operation, path, errno);

    /// <summary>Without a reason: only for serializers.</summary>
    public DiskException()
        : this("use", "a file", Errno.InputOutput)
    {
    }

    /// <summary>With a line of its own.</summary>
    public DiskException(string message)
        : base(message) => (Operation, Path) = ("use", "");

    /// <summary>With a line of its own, and what it came from.</summary>
    public DiskException(string message, Exception inner)
        : base(message, inner) => (Operation, Path) = ("use", "");

    /// <summary>The verb.</summary>
    public string Operation { get; }

    /// <summary>The path on this machine.</summary>
    public string Path { get; }

    /// <summary>The number of the error, as in errno(3).</summary>
    public int Error { get; }
}

/// <summary>The numbers of errno(3) that we tell apart, and the words for all.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int Missing = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int WouldBlock = 11;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int NotAFolder = 20;
    public const int IsFolder = 21;
    public const int InvalidArgument = 22;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;
    public const int NoData = 61;
    public const int NotSupported = 95;

    public static string Words(int errno) => errno switch
    {
        NotPermitted => "operation not permitted",
        AccessDenied => "permission denied",
        NoSpace => "no space left on device",
        ReadOnly => "the file system is read-only",
        TooManyLinks => "a symbolic link stands in the way",
        _ => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno) is { Length: > 0 } words ? char.ToLowerInvariant(words[0]) + words[1..] : $"error {errno}",
    };
}
